// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.error.text.Quoted;
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
 * Iterator over the objects of a bucket in the order of their keys. It keeps one page in memory. It throws an
 * {@link UncheckedIOException} with a {@link ServiceCallException} if a request fails, or with an {@link IOException} if a
 * listing is incomplete or makes no progress.
 */
public final class ObjectListing implements Iterator<ListedObject> {

    private static final int MAX_PAGE_SIZE = 1000;

    /** Maximum number of consecutive pages without a new key. Single pages may be empty, for example after deletions. */
    private static final int MAX_IDLE_PAGES = 100;

    private final ServiceClient client;
    private final String bucket;
    private final String prefix;
    private final Iterator<ListObjectsV2Result> pages;
    private Iterator<ObjectSummary> page = Collections.emptyIterator();
    private @Nullable String token;

    /** Last key of the pages so far. */
    private String lastKey;

    /** Number of consecutive pages without a key after {@link #lastKey}. */
    private int idlePages;

    /**
     * Creates a listing, which sends its first request when it is iterated.
     *
     * @param after key after which the listing starts, or {@code null} to start with the first key
     */
    public ObjectListing(ServiceClient client, String bucket, String prefix, @Nullable String after) {
        this(client, bucket, prefix, after, MAX_PAGE_SIZE);
    }

    private ObjectListing(ServiceClient client, String bucket, String prefix, @Nullable String after, int pageSize) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.lastKey = after == null ? "" : after;
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.newBuilder().bucket(bucket).maxKeys((long) pageSize);
        if (!prefix.isEmpty()) {
            request.prefix(prefix);
        }
        if (after != null) {
            request.startAfter(after);
        }
        this.pages = client.sdk().listObjectsV2Paginator(request.build()).iterator();
    }

    /** Returns the object of one key, or {@code null} if it does not exist. Lists it like the others, with one request. */
    public static @Nullable ListedObject find(ServiceClient client, String bucket, String key) {
        // The key itself sorts before all keys that begin with it.
        ObjectListing listing = new ObjectListing(client, bucket, key, null, 1);
        ListedObject first = listing.hasNext() ? listing.next() : null;
        return first != null && first.key().equals(key) ? first : null;
    }

    /**
     * Refuses a prefix without text, as of a placeholder without a value: it would select all objects.
     *
     * @param name name of the option or header, for the message of the exception
     */
    public static void requirePrefix(String name, @Nullable String prefix) {
        if (prefix != null && prefix.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": must not be empty, was empty; to list all objects, do not set it");
        }
    }

    /**
     * Refuses a version, since the objects of a listing have different ones.
     *
     * @param name name of the option or header, for the message of the exception
     */
    public static void requireNoVersion(String name, @Nullable Object version) {
        if (version != null) {
            throw new IllegalArgumentException(
                    name + ": must not be set for the objects of a listing, was " + Quoted.of(version));
        }
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && pages.hasNext()) {
            fetchPage();
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
            throw failed("response must contain key, size, entity tag and time of each object, but one is missing");
        }
        if (!object.key().startsWith(prefix)) {
            throw failed("each key must begin with the prefix, but one was " + Quoted.of(object.key()));
        }
        return ListedObject.of(object);
    }

    /** Fetches the next page. The paginator of the SDK would follow pages without progress for ever. */
    private void fetchPage() {
        String sentToken = token;
        ListObjectsV2Result result = send();
        token = result.nextContinuationToken();
        List<ObjectSummary> objects = Objects.requireNonNullElse(result.contents(), List.of());

        if (advances(objects)) {
            idlePages = 0;
            page = objects.iterator();
        } else if (pages.hasNext()
                && (++idlePages > MAX_IDLE_PAGES || (idlePages > 1 && Objects.equals(token, sentToken)))) {
            throw failed("each page must contain new keys, but " + idlePages + " consecutive pages had none after "
                    + Quoted.of(lastKey));
        }
        if (pages.hasNext() && token == null) {
            throw failed("response must contain a token for the next page, but has none");
        }
    }

    /**
     * Returns whether a page ends with a new key, and remembers the key. OSS orders keys by their UTF-8 bytes; some
     * compatible servers order them by their UTF-16 code units.
     */
    private boolean advances(List<ObjectSummary> objects) {
        if (objects.isEmpty()) {
            return false;
        }
        String end = objects.get(objects.size() - 1).key();
        boolean isNew = end == null
                || end.compareTo(lastKey) > 0
                || Arrays.compareUnsigned(end.getBytes(UTF_8), lastKey.getBytes(UTF_8)) > 0;
        lastKey = isNew && end != null ? end : lastKey;
        return isNew;
    }

    private UncheckedIOException failed(String message) {
        return new UncheckedIOException(new IOException(name() + ": " + message));
    }

    private String name() {
        return "listing of bucket " + Quoted.of(bucket) + " with prefix " + Quoted.of(prefix);
    }

    private ListObjectsV2Result send() {
        try {
            return client.call(
                    name(),
                    ignored -> {
                        try {
                            return pages.next();
                        } catch (NullPointerException e) {
                            // All methods of the SDK's result of an empty body fail so.
                            throw new IllegalStateException("response has no body", e);
                        }
                    },
                    "name of the bucket",
                    page -> bucket.equals(page.name()));
        } catch (ServiceCallException e) {
            throw new UncheckedIOException(e);
        }
    }
}
