package io.github.osspresign.transfer.http;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.oss.EntityTag;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.ObjectIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of an object from another, so that bytes of different answers belong together: a strong validator
 * (RFC 9110, 8.8.1). A weak entity tag is none, nor is a date, which does not tell two changes in one second apart.
 *
 * @param object hash of the address that the entity tag is for; tags of different addresses say nothing of each other
 * @param size length of the object in bytes
 * @param etag strong entity tag without quotes
 */
public record StrongValidator(String object, long size, String etag) {

    private static final String STRONG_TAG = "strong entity tag";

    /** {@code null} where the answer does not say enough to ask for the same bytes again. */
    public static @Nullable StrongValidator of(Response response, long length, LinkAddress asked) {
        String etag = strongTag(response);
        return etag != null && length > 0 ? new StrongValidator(ObjectIdentity.hashOf(asked), length, etag) : null;
    }

    /** The one entity tag of an answer; {@code null} where it is weak, or there are more. */
    private static @Nullable String strongTag(Response response) {
        List<String> tags = response.headers("ETag");
        return tags.size() == 1 ? EntityTag.strong(tags.get(0)) : null;
    }

    /** The value of an {@code If-Match} header. */
    public String ifMatch() {
        return EntityTag.quoted(etag);
    }

    /** Whether a link leads to where the entity tag is from. */
    public boolean isFor(LinkAddress address) {
        return object.equals(ObjectIdentity.hashOf(address));
    }

    /**
     * Checks that a link leads to the address that the entity tag is from.
     *
     * @throws ObjectChangedException if it leads elsewhere, where another object may have the same tag
     */
    public void requireFor(LinkAddress address, FailureContext context) throws ObjectChangedException {
        if (!isFor(address)) {
            throw new ObjectChangedException(
                    "address", "the one of the bytes so far", "another one, of a renewed link", context);
        }
    }

    /**
     * Checks that a response is about the same object, since a server need not heed {@code If-Match}.
     *
     * @throws ObjectChangedException if it is about another object, or does not tell
     */
    public void requireSame(Response response, long length, ExceptionFactory failures, FailureContext context)
            throws ObjectChangedException {
        String tag = strongTag(response);
        if (tag == null) {
            throw new ObjectChangedException(STRONG_TAG, failures.clean(etag), "none", context);
        }
        if (!etag.equals(tag)) {
            throw new ObjectChangedException("entity tag", failures.clean(etag), failures.clean(tag), context);
        }
        if (length != size) {
            throw new ObjectChangedException("size", Long.toString(size), Long.toString(length), context);
        }
    }

    /** Whether it is not known if the object has changed, because a range came without a strong entity tag. */
    public static boolean isMissing(ObjectChangedException failure) {
        return failure.property().equals(STRONG_TAG);
    }
}
