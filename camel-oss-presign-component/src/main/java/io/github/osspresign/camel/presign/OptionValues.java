// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;

/** Values that the options of an endpoint set for all its links, as they are when its producer or consumer is created. */
final class OptionValues extends LinkValues {

    OptionValues(String bucketName, PresignConfiguration options) {
        super(null);
        set(LinkField.BUCKET_NAME, LinkField.BUCKET_NAME.option(), bucketName);
        for (LinkField field : LinkField.values()) {
            // The option expiration always has a value.
            boolean isReplaced = field == LinkField.EXPIRATION && options.getExpiresAt() != null;
            if (field != LinkField.BUCKET_NAME && !isReplaced) {
                set(field, field.option(), PresignUse.OPTIONS.value(field.option(), options));
            }
        }
    }
}
