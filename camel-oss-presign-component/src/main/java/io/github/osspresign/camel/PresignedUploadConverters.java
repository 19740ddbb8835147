// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Type converters between an upload plan and its JSON form. */
@Converter(generateLoader = true)
public final class PresignedUploadConverters {

    private PresignedUploadConverters() {}

    /** Returns the JSON form of a plan that is a body, and the masked text of any other plan. */
    @Converter
    public static String toText(PresignedUpload upload, @Nullable Exchange exchange) {
        return SecretConversion.showsSignatures(upload, exchange)
                ? new String(toBytes(upload), UTF_8)
                : upload.toString();
    }

    /** Returns the JSON form in UTF-8. */
    @Converter
    public static byte[] toBytes(PresignedUpload upload) {
        return UploadJson.write(upload);
    }

    /** Returns the JSON form in UTF-8. */
    @Converter
    public static InputStream toStream(PresignedUpload upload) {
        return new ByteArrayInputStream(toBytes(upload));
    }

    /** Parses a plan in its JSON form. */
    @Converter
    public static PresignedUpload toUpload(String json) {
        try {
            return PresignedUpload.parse(json);
        } catch (IllegalArgumentException e) {
            throw SecretConversion.failure(PresignedUpload.class, e);
        }
    }

    /** Parses a plan in its JSON form in UTF-8. */
    @Converter
    public static PresignedUpload toUpload(byte[] json) {
        return toUpload(new ByteArrayInputStream(json));
    }

    /** Parses a plan in its JSON form in UTF-8. */
    @Converter
    public static PresignedUpload toUpload(InputStream json) {
        try {
            return PresignedUpload.parse(json);
        } catch (IllegalArgumentException | IOException e) {
            throw SecretConversion.failure(PresignedUpload.class, e);
        }
    }
}
