// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.upload;

import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signing requests for the links of one upload in parts.
 *
 * @param object request for the metadata of the finished object, with bucket, key, lifetime and parameters of every link
 * @param partParameters further parameters of the links of parts
 * @param headers headers of the object, as a PUT request has them
 * @param size size of the object that the message or the options set, in bytes; {@code null} if neither does
 * @param partMd5s MD5 of each part, in Base64; empty if the parts may have any bytes
 */
public record UploadRequests(
        PresignRequest object,
        Map<String, String> partParameters,
        Map<String, String> headers,
        @Nullable Long size,
        List<String> partMd5s) {

    /** Parameter that makes a request a part of an upload. */
    public static final String UPLOAD_ID = "uploadId";

    /** Header that the service evaluates both when an upload is opened and when it is completed. */
    private static final String FORBID_OVERWRITE = "x-oss-forbid-overwrite";

    /** Headers of a PUT request that belong to the completion of an upload in parts. */
    private static final Set<String> OF_COMPLETION =
            Set.of("x-oss-callback", "x-oss-callback-var", FORBID_OVERWRITE, "x-oss-object-acl");

    /** Returns the request that uploads a part. */
    public PresignRequest part(int number, String uploadId) {
        PresignRequest.Builder request =
                builder(HttpMethod.PUT, uploadId).query(partParameters).query("partNumber", Integer.toString(number));
        if (!partMd5s.isEmpty()) {
            request.header("content-md5", partMd5s.get(number - 1));
        }
        return request.build();
    }

    /**
     * Returns the request that lists up to 1,000 stored parts.
     *
     * @param after number of the part before the first one
     */
    PresignRequest list(int after, String uploadId) {
        return builder(HttpMethod.GET, uploadId)
                .query("max-parts", Integer.toString(PresignedUpload.LISTED_PARTS))
                .query("part-number-marker", Integer.toString(after))
                .build();
    }

    /**
     * Returns the request that completes the upload. It requires a content type, because HTTP clients add different ones
     * to a body, and a content type is always signed.
     */
    PresignRequest complete(String uploadId) {
        PresignRequest.Builder request = builder(HttpMethod.POST, uploadId).header("content-type", "application/xml");
        headers.forEach((name, value) -> {
            if (isOfCompletion(name)) {
                request.header(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return request.build();
    }

    /** Returns the headers of the request that opens the upload. */
    Map<String, String> openingHeaders() {
        Map<String, String> opening = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (!isOfCompletion(name) || name.equalsIgnoreCase(FORBID_OVERWRITE)) {
                opening.put(name, value);
            }
        });
        return opening;
    }

    private static boolean isOfCompletion(String name) {
        return OF_COMPLETION.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the request that aborts the upload. */
    PresignRequest abort(String uploadId) {
        return builder(HttpMethod.DELETE, uploadId).build();
    }

    private PresignRequest.Builder builder(HttpMethod method, String uploadId) {
        return PresignRequest.builder(method, object.endpoint(), object.bucket(), object.key())
                .region(object.region())
                .query(object.query())
                .query(UPLOAD_ID, uploadId)
                .lifetime(object.lifetime());
    }

    /** Returns bucket and key, without header values, which may be confidential. */
    @Override
    public String toString() {
        return "UploadRequests[" + object.bucket() + "/" + object.key() + "]";
    }
}
