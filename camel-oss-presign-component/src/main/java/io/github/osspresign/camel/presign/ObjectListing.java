package io.github.osspresign.camel.presign;

import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.ServiceCallException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket in the order of their keys, of which one page is in memory. A failed request comes out as an
 * {@link UncheckedIOException} around its {@link ServiceCallException}.
 */
final class ObjectListing implements Iterator<ListedObject> {

    private static final long LARGEST_PAGE = 1000;

    private final ServiceClient client;
    private final String bucket;
    private final String prefix;
    private final @Nullable String after;
    private Iterator<ObjectSummary> page = Collections.emptyIterator();
    private @Nullable String token;
    private boolean isLast;

    /** @param after the key behind which to begin; null for the first one */
    ObjectListing(ServiceClient client, String bucket, String prefix, @Nullable String after) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.after = after;
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
        return ListedObject.of(page.next());
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
        page = result.contents() == null
                ? Collections.emptyIterator()
                : result.contents().iterator();
        isLast = !Boolean.TRUE.equals(result.isTruncated());
        token = result.nextContinuationToken();
        if (!isLast && token == null) {
            throw new IllegalStateException("listing of bucket " + Quoted.of(bucket)
                    + ": expected a token for the next page but the service gave none");
        }
    }

    private ListObjectsV2Result ask(ListObjectsV2Request request) {
        try {
            return client.call(
                    "listing of bucket " + Quoted.of(bucket) + " with prefix " + Quoted.of(prefix),
                    sdk -> sdk.listObjectsV2(request));
        } catch (ServiceCallException e) {
            throw new UncheckedIOException(e);
        }
    }
}
