package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.UrlMask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;

/** Converts a link to its JSON form and back; a bare URL is read as a link too. */
@Converter(generateLoader = true)
public final class PresignedLinkConverters {

    private PresignedLinkConverters() {}

    /**
     * The JSON form of a link that is a body. Of one in a header, a property or a variable, which is made text where it is
     * logged or traced, only what may be shown.
     */
    @Converter
    public static String toText(PresignedLink link, @Nullable Exchange exchange) {
        return exchange == null || isBody(link, exchange) ? LinkJson.write(link) : link.toString();
    }

    private static boolean isBody(PresignedLink link, Exchange exchange) {
        return exchange.getMessage().getBody() == link || exchange.getIn().getBody() == link;
    }

    /** The JSON form in UTF-8. */
    @Converter
    public static byte[] toBytes(PresignedLink link) {
        return LinkJson.write(link).getBytes(UTF_8);
    }

    /** The JSON form in UTF-8. */
    @Converter
    public static InputStream toStream(PresignedLink link) {
        return new ByteArrayInputStream(toBytes(link));
    }

    /** A link from its JSON form or a URL. */
    @Converter
    public static PresignedLink toLink(String text) {
        try {
            return PresignedLink.parse(text);
        } catch (IllegalArgumentException e) {
            throw failure(e);
        }
    }

    /** A link from its JSON form or a URL in UTF-8. */
    @Converter
    public static PresignedLink toLink(byte[] bytes) {
        return toLink(new String(bytes, UTF_8));
    }

    /** A link from its JSON form or a URL in UTF-8. */
    @Converter
    public static PresignedLink toLink(InputStream stream) {
        try {
            return PresignedLink.parse(stream);
        } catch (IllegalArgumentException | IOException e) {
            throw failure(e);
        }
    }

    /** Camel passes this one on as it is; around any other it puts one that prints the value, which is a secret. */
    private static TypeConversionException failure(Exception cause) {
        return new TypeConversionException(UrlMask.HIDDEN, PresignedLink.class, cause);
    }
}
