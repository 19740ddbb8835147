package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import io.github.osspresign.link.UrlMask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;

/** Type converters between an upload plan and its JSON form. */
@Converter(generateLoader = true)
public final class PresignedUploadConverters {

    private PresignedUploadConverters() {}

    /** Returns the JSON form of a plan that is a body, and the masked text of any other plan, which Camel may log. */
    @Converter
    public static String toText(PresignedUpload upload, @Nullable Exchange exchange) {
        return exchange == null || isBody(upload, exchange) ? new String(toBytes(upload), UTF_8) : upload.toString();
    }

    private static boolean isBody(PresignedUpload upload, Exchange exchange) {
        return exchange.getMessage().getBody() == upload || exchange.getIn().getBody() == upload;
    }

    /** Returns the JSON form in UTF-8. */
    @Converter
    public static byte[] toBytes(PresignedUpload upload) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            UploadJson.write(upload, json);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write JSON to memory", e);
        }
        return json.toByteArray();
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
            throw failure(e);
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
            throw failure(e);
        }
    }

    /** Returns the only exception type that Camel rethrows unchanged, without the value, which is a secret. */
    private static TypeConversionException failure(Exception cause) {
        return new TypeConversionException(UrlMask.HIDDEN, PresignedUpload.class, cause);
    }
}
