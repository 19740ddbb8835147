// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.wire.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strong validator of an object (RFC 9110, 8.8.1), by which bytes of different responses are known to belong together.
 * A weak entity tag is not strong, nor is a date, which does not distinguish two changes in one second.
 *
 * @param object hash of the address that the entity tag belongs to; tags of different addresses cannot be compared
 * @param size length of the object in bytes
 * @param etag strong entity tag without quotes
 */
public record StrongValidator(String object, long size, String etag) {

    private static final String STRONG_TAG = "strong entity tag";

    /** Returns the validator of a response, {@code null} if it has no single strong entity tag or no length. */
    public static @Nullable StrongValidator of(Response response, long length, LinkAddress asked) {
        String etag = strongTag(response);
        return etag != null && length > 0 ? new StrongValidator(asked.objectHash(), length, etag) : null;
    }

    /** Returns the entity tag of a response, {@code null} if it is weak or there are several. */
    private static @Nullable String strongTag(Response response) {
        List<String> tags = response.headers("ETag");
        return tags.size() == 1 ? EntityTag.strong(tags.get(0)) : null;
    }

    /** Returns the value of an {@code If-Match} header. */
    public String ifMatch() {
        return EntityTag.quoted(etag);
    }

    /** Returns whether a link leads to the address of the entity tag. */
    public boolean isFor(LinkAddress address) {
        return object.equals(address.objectHash());
    }

    /**
     * Checks that a link leads to the address of the entity tag.
     *
     * @throws PlainFailure if it leads to another address, where another object may have the same tag
     */
    public void requireFor(LinkAddress address) throws PlainFailure {
        if (!isFor(address)) {
            throw new PlainFailure(request -> new ObjectChangedException(
                    "address", "that of the bytes so far", "another one in the fresh link", request.context()));
        }
    }

    /**
     * Checks that a response is about the same object, since servers may ignore {@code If-Match}.
     *
     * @throws PlainFailure if it is about another object, or has no strong entity tag
     */
    public void requireSame(Response response, long length) throws PlainFailure {
        String tag = strongTag(response);
        if (tag == null) {
            throw changed(STRONG_TAG, etag, "none");
        }
        if (!etag.equals(tag)) {
            throw changed("entity tag", etag, tag);
        }
        if (length != size) {
            throw changed("size", Long.toString(size), Long.toString(length));
        }
    }

    /** Creates the failure of an object that is another one than expected. */
    static PlainFailure changed(String property, String expected, String actual) {
        return new PlainFailure(request -> new ObjectChangedException(
                property, request.clean(expected), request.clean(actual), request.context()));
    }

    /**
     * Returns whether the failure means that a range had no strong entity tag, so that it is unknown if the object has
     * changed.
     */
    public static boolean isMissing(ObjectChangedException failure) {
        return failure.property().equals(STRONG_TAG);
    }
}
