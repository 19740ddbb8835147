// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.presign.listing.ListedObject;
import io.github.osspresign.camel.presign.message.EntryValues;
import io.github.osspresign.camel.presign.message.ResultWriter;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.monitor.SigningMonitor;
import io.github.osspresign.camel.presign.signing.LinkSigner;
import io.github.osspresign.link.PresignedLink;
import org.apache.camel.Message;

/**
 * Messages with a link of a listed object and with what the listing says about the object.
 *
 * @param bucket bucket of the objects
 */
public record ObjectLinks(String bucket, LinkSigner signer, ResultWriter results) {

    /** Signs the link of an object, writes it to a message and returns it. */
    PresignedLink write(Message message, ListedObject object, SigningMonitor report) {
        SignedLink link = signer.sign(EntryValues.of(object.key(), signer.values()));
        results.write(message, report.signed(link).withObject(object::describe));
        message.setHeader(PresignConstants.SOURCE_BUCKET_NAME, bucket);
        message.setHeader(PresignConstants.SOURCE_OBJECT_KEY, object.key());
        message.setHeader(PresignConstants.OBJECT_SIZE, object.size());
        message.setHeader(PresignConstants.ETAG, object.etag());
        message.setHeader(PresignConstants.LAST_MODIFIED, object.lastModified());
        message.setHeader(
                PresignConstants.MESSAGE_TIMESTAMP, object.lastModified().toEpochMilli());
        message.setHeader(PresignConstants.STORAGE_CLASS, object.storageClass());
        return link.link();
    }
}
