// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import com.aliyun.sdk.service.oss2.models.CopyObjectRequest;
import com.aliyun.sdk.service.oss2.models.CopyObjectResult;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.EntityTag;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deletes or moves objects that have passed through the route.
 *
 * @param bucket bucket of the objects
 * @param prefix prefix that the consumer watches
 * @param moveTo prefix to replace it with, {@code null} to delete
 */
public record ObjectRemoval(
        String bucket, String prefix, @Nullable String moveTo) {

    private static final int NO_CONTENT = 204;

    /**
     * Removes an object, unless it has changed since it was listed. The service deletes without a condition, so a change
     * between the two requests is lost.
     *
     * @return whether there is no such object any more; {@code false} if it has changed
     * @throws UncheckedIOException if the service refuses a request, does not respond or does not confirm it
     */
    public boolean remove(ServiceClient service, ListedObject object) {
        ListedObject current = ObjectListing.find(service, bucket, object.key());
        if (current == null) {
            return true;
        }
        if (!current.etag().equals(object.etag())) {
            return false;
        }
        try {
            if (moveTo != null) {
                copy(service, object, moveTo + object.key().substring(prefix.length()));
            }
            DeleteObjectRequest deletion = DeleteObjectRequest.newBuilder()
                    .bucket(bucket)
                    .key(object.key())
                    .build();
            service.call(
                    "deletion of " + Quoted.of(object.key()),
                    sdk -> sdk.deleteObject(deletion),
                    "request id",
                    result -> result.statusCode() == NO_CONTENT || ServiceClient.hasRequestId(result));
            return true;
        } catch (ServiceCallException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(ServiceClient service, ListedObject object, String target) throws ServiceCallException {
        String name = "move of " + Quoted.of(object.key());
        CopyObjectRequest request = CopyObjectRequest.newBuilder()
                .bucket(bucket)
                .key(target)
                .sourceBucket(bucket)
                .sourceKey(object.key())
                .copySourceIfMatch(object.etag())
                .build();
        CopyObjectResult copy =
                service.call(name, sdk -> sdk.copyObject(request), "request id", ServiceClient::hasRequestId);
        // The copy of an object that was uploaded in parts may have another entity tag.
        if (!object.etag().equals(EntityTag.withoutQuotes(copy.eTag()))) {
            HeadObjectResult source = head(
                    service,
                    name,
                    object.key(),
                    "CRC-64",
                    result -> !result.hashCrc64ecma().isEmpty());
            head(
                    service,
                    name,
                    target,
                    "size and CRC-64 of the source",
                    result -> result.hashCrc64ecma().equals(source.hashCrc64ecma())
                            && result.contentLength().equals(source.contentLength()));
        }
    }

    private HeadObjectResult head(
            ServiceClient service, String name, String key, String proof, Predicate<HeadObjectResult> isProven)
            throws ServiceCallException {
        HeadObjectRequest request =
                HeadObjectRequest.newBuilder().bucket(bucket).key(key).build();
        return service.call(name, sdk -> sdk.headObject(request), proof, isProven);
    }
}
