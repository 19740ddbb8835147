package io.github.osspresign.camel.presign.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.ServiceCallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket in the order of their keys, of which one page is in memory. A failed request comes out as an
 * {@link UncheckedIOException} around its {@link ServiceCallException}, and a listing that does not get on, or lacks what it
 * must have, as one around an {@link IOException}.
 */
public final class ObjectListing implements Iterator<ListedObject> {

    private static final long LARGEST_PAGE = 1000;

    /** A page may be empty, as where all that it would have is deleted; one with the token of the page before is the same again. */
    private static final int MOST_IDLE_PAGES = 100;

    private final ServiceClient client;
    private final String bucket;
    private final String prefix;
    private final @Nullable String after;
    private Iterator<ObjectSummary> page = Collections.emptyIterator();
    private @Nullable String token;
    private boolean isLast;

    /** The key that the listing has come to. */
    private String last;

    /** Pages in a row that brought none behind it. */
    private int idlePages;

    /**
     * Begins a listing.
     *
     * @param after the key after which to begin; {@code null} for the first one
     */
    public ObjectListing(ServiceClient client, String bucket, String prefix, @Nullable String after) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.after = after;
        this.last = after == null ? "" : after;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && !isLast) {
            fetch();
        }
        return page.hasNext();
    }

    @Override
    public ListedObject next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ObjectSummary object = page.next();
        if (object.key() == null || object.size() == null || object.eTag() == null || object.lastModified() == null) {
            throw failed("must name key, size, entity tag and time of each object, but does not");
        }
        return ListedObject.of(object);
    }

    private void fetch() {
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.newBuilder().bucket(bucket).maxKeys(LARGEST_PAGE);
        if (!prefix.isEmpty()) {
            request.prefix(prefix);
        }
        if (token != null) {
            request.continuationToken(token);
        } else if (after != null) {
            request.startAfter(after);
        }
        ListObjectsV2Result result = ask(request.build());
        String asked = token;
        token = result.nextContinuationToken();
        isLast = !Boolean.TRUE.equals(result.isTruncated());
        List<ObjectSummary> objects = Objects.requireNonNullElse(result.contents(), List.of());
        if (getsOn(objects)) {
            idlePages = 0;
            page = objects.iterator();
        } else if (!isLast && (++idlePages > MOST_IDLE_PAGES || (idlePages > 1 && Objects.equals(token, asked)))) {
            throw failed("must get on with each page, but " + idlePages + " in a row brought no key behind "
                    + Quoted.of(last));
        }
        if (!isLast && token == null) {
            throw failed("must have a token for the next page, but there is none");
        }
    }

    /**
     * Whether a page ends behind all that came before. Keys are in the order of their bytes, with some servers that are
     * not OSS in that of their UTF-16.
     */
    private boolean getsOn(List<ObjectSummary> objects) {
        if (objects.isEmpty()) {
            return false;
        }
        String end = objects.get(objects.size() - 1).key();
        boolean behind = end == null
                || end.compareTo(last) > 0
                || Arrays.compareUnsigned(end.getBytes(UTF_8), last.getBytes(UTF_8)) > 0;
        last = behind && end != null ? end : last;
        return behind;
    }

    private UncheckedIOException failed(String what) {
        return new UncheckedIOException(new IOException(name() + ": " + what));
    }

    private String name() {
        return "listing of bucket " + Quoted.of(bucket) + " with prefix " + Quoted.of(prefix);
    }

    /** The SDK gives a result without content, which fails whatever is asked of it, for a response without a body. */
    private static boolean isEmpty(ListObjectsV2Result result) {
        try {
            result.isTruncated();
            return false;
        } catch (NullPointerException e) {
            return true;
        }
    }

    private ListObjectsV2Result ask(ListObjectsV2Request request) {
        try {
            return client.call(name(), sdk -> {
                ListObjectsV2Result result = sdk.listObjectsV2(request);
                if (isEmpty(result)) {
                    throw new IllegalStateException("a response without a document");
                }
                return result;
            });
        } catch (ServiceCallException e) {
            throw new UncheckedIOException(e);
        }
    }
}
