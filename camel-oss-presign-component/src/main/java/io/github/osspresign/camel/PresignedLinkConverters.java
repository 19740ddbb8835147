// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Type converters between a link and its JSON form. A plain URL also converts to a link. */
@Converter(generateLoader = true)
public final class PresignedLinkConverters {

    private PresignedLinkConverters() {}

    /** Returns the JSON form of a link that is a body, and the masked text of any other link. */
    @Converter
    public static String toText(PresignedLink link, @Nullable Exchange exchange) {
        return SecretConversion.showsSignatures(link, exchange) ? LinkJson.write(link) : link.toString();
    }

    /** Returns the JSON form in UTF-8. */
    @Converter
    public static byte[] toBytes(PresignedLink link) {
        return LinkJson.write(link).getBytes(UTF_8);
    }

    /** Returns the JSON form in UTF-8. */
    @Converter
    public static InputStream toStream(PresignedLink link) {
        return new ByteArrayInputStream(toBytes(link));
    }

    /** Parses a link in its JSON form, or a URL. */
    @Converter
    public static PresignedLink toLink(String text) {
        try {
            return PresignedLink.parse(text);
        } catch (IllegalArgumentException e) {
            throw SecretConversion.failure(PresignedLink.class, e);
        }
    }

    /** Parses a link in its JSON form, or a URL, in UTF-8. */
    @Converter
    public static PresignedLink toLink(byte[] bytes) {
        return toLink(new String(bytes, UTF_8));
    }

    /** Parses a link in its JSON form, or a URL, in UTF-8. */
    @Converter
    public static PresignedLink toLink(InputStream stream) {
        try {
            return PresignedLink.parse(stream);
        } catch (IllegalArgumentException | IOException e) {
            throw SecretConversion.failure(PresignedLink.class, e);
        }
    }
}
