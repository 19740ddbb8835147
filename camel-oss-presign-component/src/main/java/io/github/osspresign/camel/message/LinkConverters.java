// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import io.github.osspresign.link.url.UrlMask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;

/** Type converters between links or upload plans and their JSON form in UTF-8. A plain URL also converts to a link. */
@Converter(generateLoader = true)
public final class LinkConverters {

    private LinkConverters() {}

    /** Returns the JSON form of a link that is a body, and the masked text of any other link. */
    @Converter
    public static String toText(PresignedLink link, @Nullable Exchange exchange) {
        return showsSignatures(link, exchange) ? LinkJson.write(link) : link.toString();
    }

    /** Returns the JSON form of a plan that is a body, and the masked text of any other plan. */
    @Converter
    public static String toText(PresignedUpload upload, @Nullable Exchange exchange) {
        return showsSignatures(upload, exchange) ? new String(toBytes(upload), UTF_8) : upload.toString();
    }

    @Converter
    public static byte[] toBytes(PresignedLink link) {
        return LinkJson.write(link).getBytes(UTF_8);
    }

    @Converter
    public static byte[] toBytes(PresignedUpload upload) {
        return UploadJson.write(upload);
    }

    @Converter
    public static InputStream toStream(PresignedLink link) {
        return new ByteArrayInputStream(toBytes(link));
    }

    @Converter
    public static InputStream toStream(PresignedUpload upload) {
        return new ByteArrayInputStream(toBytes(upload));
    }

    @Converter
    public static PresignedLink toLink(String text) {
        try {
            return PresignedLink.parse(text);
        } catch (IllegalArgumentException e) {
            throw failure(PresignedLink.class, e);
        }
    }

    @Converter
    public static PresignedLink toLink(byte[] bytes) {
        return toLink(new String(bytes, UTF_8));
    }

    @Converter
    public static PresignedLink toLink(InputStream stream) {
        try {
            return PresignedLink.parse(stream);
        } catch (IllegalArgumentException | IOException e) {
            throw failure(PresignedLink.class, e);
        }
    }

    @Converter
    public static PresignedUpload toUpload(String json) {
        return toUpload(json.getBytes(UTF_8));
    }

    @Converter
    public static PresignedUpload toUpload(byte[] json) {
        return toUpload(new ByteArrayInputStream(json));
    }

    @Converter
    public static PresignedUpload toUpload(InputStream json) {
        try {
            return PresignedUpload.parse(json);
        } catch (IllegalArgumentException | IOException e) {
            throw failure(PresignedUpload.class, e);
        }
    }

    /**
     * Returns whether the text of a value may hold its signatures: only that of a body. Camel converts headers, properties
     * and variables to text when it logs or traces them.
     */
    private static boolean showsSignatures(Object value, @Nullable Exchange exchange) {
        return exchange == null
                || exchange.getMessage().getBody() == value
                || exchange.getIn().getBody() == value;
    }

    /**
     * Returns the only exception type that Camel rethrows unchanged. Camel wraps any other exception in one whose message
     * contains the value, which is a secret.
     */
    private static TypeConversionException failure(Class<?> type, Exception cause) {
        return new TypeConversionException(UrlMask.HIDDEN, type, cause);
    }
}
