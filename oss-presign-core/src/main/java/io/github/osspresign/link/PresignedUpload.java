// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.oss.syntax.PartLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plan of a multipart upload by presigned links: an upload that is open at the service, with a link for each part and the
 * links to list the stored parts, to complete the upload and to abort it. The holder of the plan can upload the object
 * without credentials, and nothing else.
 *
 * @param bucket the bucket
 * @param key the object key
 * @param uploadId id of the upload
 * @param size size of the object, in bytes; {@code null} if it is unknown
 * @param partSize size of each part except the last one, in bytes
 * @param expiresAt time when the first of the links expires
 * @param parts links of the parts in the order of their numbers; not necessarily of all parts
 * @param list links that list the stored parts, each up to 1,000 parts: the first one from part 1 on, the second one from
 *     part 1,001 on
 * @param complete link that makes the stored parts an object
 * @param abort link that deletes the upload and its parts
 * @param object link for HEAD that returns the checksum of the finished object, {@code null} if there is none
 */
public record PresignedUpload(
        String bucket,
        String key,
        String uploadId,
        @Nullable Long size,
        long partSize,
        Instant expiresAt,
        List<PresignedPart> parts,
        List<PresignedLink> list,
        PresignedLink complete,
        PresignedLink abort,
        @Nullable PresignedLink object) {

    /** Media type of the JSON form. */
    public static final String MEDIA_TYPE = "application/vnd.oss-presigned-upload+json";

    /** Maximum number of parts that the response to one list link contains. */
    public static final int LISTED_PARTS = 1_000;

    /** Maximum number of links that list the stored parts. */
    static final int MAX_LISTS = PartLayout.MAX_PARTS / LISTED_PARTS;

    /**
     * Validates the plan. It keeps the given lists.
     *
     * @throws IllegalArgumentException if the sizes are out of their limits, there is no part or no list link, or a link
     *     has the wrong method
     */
    public PresignedUpload {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(uploadId, "uploadId");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(complete, "complete");
        Objects.requireNonNull(abort, "abort");
        PartLayout.requirePartSize(partSize);
        if (size != null) {
            requireFitting(new PartLayout(size, partSize), parts);
        }
        require(!parts.isEmpty(), "parts", "contain at least one part");
        require(!list.isEmpty(), "list", "contain at least one link");
        require(list.size() <= MAX_LISTS, "list", "contain at most " + MAX_LISTS + " links");
        list.forEach(link -> requireMethod("list", link, "GET"));
        requireMethod("complete", complete, "POST");
        requireMethod("abort", abort, "DELETE");
        if (object != null) {
            requireMethod("object", object, "HEAD");
        }
    }

    private static void requireFitting(PartLayout layout, List<PresignedPart> parts) {
        int last = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).number();
        require(last <= layout.count(), "parts", "have numbers up to " + layout.count() + " for this size");
    }

    private static void requireMethod(String field, PresignedLink link, String method) {
        require(link.method().equals(method), field, "be signed for " + method);
    }

    private static void require(boolean valid, String field, String rule) {
        if (!valid) {
            throw new IllegalArgumentException("upload plan field '" + field + "': must " + rule);
        }
    }

    /**
     * Parses a plan from its JSON form.
     *
     * @throws IllegalArgumentException if the text is not a valid JSON form; the message does not show values
     */
    public static PresignedUpload parse(String json) {
        try {
            return parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read JSON from memory", e);
        }
    }

    /**
     * Parses a plan from its JSON form in UTF-8. This method does not close the stream.
     *
     * @throws IOException if the stream cannot be read
     * @throws IllegalArgumentException if the text is not a valid JSON form; the message does not show values
     */
    public static PresignedUpload parse(InputStream json) throws IOException {
        return UploadJson.read(json);
    }

    /** Returns the part with a number, {@code null} if the plan has no link for it. */
    public @Nullable PresignedPart part(int number) {
        // Numbers ascend from 1. A part can be signed when it is read, and in a plan of all parts only this one is.
        if (number >= 1 && number <= parts.size()) {
            PresignedPart likely = parts.get(number - 1);
            if (likely.number() == number) {
                return likely;
            }
        }
        PresignedPart wanted = new PresignedPart(number, "", Map.of());
        int position = Collections.binarySearch(parts, wanted, Comparator.comparingInt(PresignedPart::number));
        return position < 0 ? null : parts.get(position);
    }

    /** Returns the link to upload a part. */
    public PresignedLink link(PresignedPart part) {
        return PresignedLink.builder(part.url())
                .method("PUT")
                .requiredHeaders(part.requiredHeaders())
                .expiresAt(expiresAt)
                .bucket(bucket)
                .key(key)
                .build();
    }

    /** Returns a description without secrets. The upload id is omitted, because it is part of every link. */
    @Override
    public String toString() {
        return "PresignedUpload[" + complete.maskedUrl() + ", " + parts.size() + " parts of " + partSize
                + " bytes, until " + expiresAt + "]";
    }
}
