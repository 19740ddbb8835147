// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.transfer.EntityTags;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.StagedContent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One multipart upload, until it is completed or aborted. Its methods are synchronized, so that no part is replaced or
 * discarded while it is read. After the end, every method throws NoSuchUpload.
 */
public final class MultipartUpload {

    private static final int FIRST_PART = 1;
    private static final int LAST_PART = 10_000;

    /** A part; uploading it again replaces it. */
    record Part(int number, StagedContent content, Instant lastModified) {

        String entityTag() {
            return content.digest().entityTag();
        }
    }

    /** Combines the parts, in the order of their numbers, into an object. */
    interface Completion {
        ObjectInfo of(List<Part> parts) throws IOException;
    }

    private final String id;
    private final String bucket;
    private final String key;
    private final Instant initiatedAt;
    private final Map<String, String> headers;
    private final boolean sequential;
    private final NavigableMap<Integer, Part> parts = new TreeMap<>();
    private boolean ended;

    /**
     * Starts an upload. The object gets these headers.
     *
     * @param sequential whether the parts must arrive in the order of their numbers, beginning with the first
     */
    MultipartUpload(String bucket, String key, Instant initiatedAt, Map<String, String> headers, boolean sequential) {
        this.id = EntityTags.randomHex();
        this.bucket = bucket;
        this.key = key;
        this.initiatedAt = initiatedAt;
        this.headers = Map.copyOf(headers);
        this.sequential = sequential;
    }

    /** Returns the part number with these digits, or null if they are no number from 1 to 10000. */
    static @Nullable Integer partNumber(String digits) {
        int number = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
        return number < FIRST_PART || number > LAST_PART ? null : number;
    }

    String id() {
        return id;
    }

    String bucket() {
        return bucket;
    }

    String key() {
        return key;
    }

    Instant initiatedAt() {
        return initiatedAt;
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean isSequential() {
        return sequential;
    }

    String storageClass() {
        return StoredHeaders.storageClass(headers);
    }

    /** Throws PartNotSequential if the upload is sequential and this is not its next part. */
    synchronized void requireInSequence(int number) {
        int next = parts.isEmpty() ? FIRST_PART : parts.lastKey() + 1;
        if (sequential && number != next) {
            throw OssErrorCode.PART_NOT_SEQUENTIAL.error().with("PartNumber", Integer.toString(number));
        }
    }

    /** Adds the part, or replaces the part with the same number. */
    synchronized void put(Part part) throws IOException {
        requireNotEnded();
        requireInSequence(part.number());
        Part replaced = parts.put(part.number(), part);
        if (replaced != null) {
            replaced.content().close();
        }
    }

    /** Returns the parts in the order of their numbers. */
    synchronized List<Part> parts() {
        requireNotEnded();
        return List.copyOf(parts.values());
    }

    /** Returns the lengths of the parts; after the end there are none. */
    synchronized LongSummaryStatistics partLengths() {
        return parts.values().stream()
                .mapToLong(part -> part.content().digest().length())
                .summaryStatistics();
    }

    /** Completes the upload. If that fails, the upload does not change. */
    synchronized ObjectInfo complete(Completion completion) throws IOException {
        ObjectInfo completed = completion.of(parts());
        abort();
        return completed;
    }

    /** Ends the upload and discards its parts. */
    synchronized void abort() throws IOException {
        requireNotEnded();
        ended = true;
        for (Part part : parts.values()) {
            part.content().close();
        }
        parts.clear();
    }

    private void requireNotEnded() {
        if (ended) {
            throw OssErrorCode.NO_SUCH_UPLOAD.error().with("UploadId", id);
        }
    }
}
