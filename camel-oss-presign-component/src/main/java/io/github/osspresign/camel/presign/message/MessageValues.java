// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.TextValue;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Values for a link from the current headers of a message. */
public final class MessageValues extends LinkValues {

    private final @Nullable Object fileName;

    /** Reads the headers in a single pass: repeated header look-ups would take longer than the signature. */
    public MessageValues(Message message, LinkValues options) {
        super(options);
        message.getHeaders().forEach((name, value) -> {
            LinkField field = LinkField.ofHeader(name);
            if (field != null) {
                set(field, field.header(), value);
            }
        });
        fileName = message.getHeader(PresignConstants.FILE_NAME);
    }

    @Override
    public @Nullable String fallbackKey() {
        return TextValue.orNull(PresignConstants.FILE_NAME, fileName);
    }
}
