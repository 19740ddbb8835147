// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import com.aliyun.sdk.service.oss2.models.CopyObjectRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import io.github.osspresign.camel.presign.service.ListedObject;
import io.github.osspresign.camel.presign.service.ObjectListing;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.ServiceCallException;
import java.io.UncheckedIOException;
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

    /**
     * Removes an object, unless it has changed since it was listed. The service deletes without a condition, so a change
     * between the two requests is lost.
     *
     * @return whether there is no such object any more; {@code false} if it has changed
     * @throws UncheckedIOException if the service refuses a request or does not respond
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
                CopyObjectRequest copy = CopyObjectRequest.newBuilder()
                        .bucket(bucket)
                        .key(moveTo + object.key().substring(prefix.length()))
                        .sourceBucket(bucket)
                        .sourceKey(object.key())
                        .copySourceIfMatch(object.etag())
                        .build();
                service.call("move of " + Quoted.of(object.key()), sdk -> sdk.copyObject(copy));
            }
            DeleteObjectRequest deletion = DeleteObjectRequest.newBuilder()
                    .bucket(bucket)
                    .key(object.key())
                    .build();
            service.call("deletion of " + Quoted.of(object.key()), sdk -> sdk.deleteObject(deletion));
            return true;
        } catch (ServiceCallException e) {
            throw new UncheckedIOException(e);
        }
    }
}
