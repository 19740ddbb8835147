// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.LinkExtraction;
import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.message.LocalFile;
import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.message.ValueType;
import io.github.osspresign.camel.monitor.OptionalLibrary;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkManifest;
import io.github.osspresign.link.text.LinkExtractor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.jspecify.annotations.Nullable;

/** Reads the links of a message from its headers or its body. Headers take precedence. */
public final class LinkReader {

    /** Maximum length of a text body, in characters; {@link MailText} allows the same number of bytes. */
    private static final int MAX_TEXT_LENGTH = 16 << 20;

    private final LinkExtraction extraction;

    public LinkReader(LinkExtraction extraction) {
        this.extraction = extraction;
    }

    /** Returns the single link of a message to a producer. */
    public static PresignedLink single(Exchange exchange) {
        return single(exchange, "GET");
    }

    /**
     * Returns the single link of a message, which has this method if it is given as a URL.
     *
     * @throws IllegalArgumentException if the message contains no link
     */
    public static PresignedLink single(Exchange exchange, String method) {
        PresignedLink link = fromHeaders(exchange, method);
        Object body = exchange.getMessage().getBody();
        if (link == null) {
            link = toLink(exchange, body, method);
        }
        if (link == null) {
            throw new IllegalArgumentException(missingLink(body));
        }
        return link;
    }

    /**
     * Returns the links of a message from a link source. The caller closes them. With {@link LinkExtraction#TEXT} there may
     * be none.
     *
     * @throws IllegalArgumentException if the message contains no link, unless links are extracted from text that does not
     *     seem to contain a signed URL
     */
    public LinkEntries all(Exchange exchange) {
        PresignedLink link = fromHeaders(exchange, "GET");
        Object body = exchange.getMessage().getBody();
        if (link == null && body instanceof PresignedLink value) {
            link = value;
        }
        if (link != null) {
            return LinkEntries.of(List.of(link));
        }
        return extraction == LinkExtraction.TEXT ? extracted(text(exchange)) : manifest(exchange, body);
    }

    private static LinkEntries extracted(String text) {
        List<PresignedLink> links = LinkExtractor.fromText(text);
        if (links.isEmpty() && LinkExtractor.isSignedUrlIn(text)) {
            throw new IllegalArgumentException("link: must be a complete URL, was a text with the parameters of an OSS"
                    + " signature, but without such a URL; mail software may have encoded, rewritten or cut it");
        }
        return LinkEntries.of(links);
    }

    private static LinkEntries manifest(Exchange exchange, @Nullable Object body) {
        Reader text = reader(exchange, body);
        if (text == null) {
            throw noLinks(body);
        }
        LinkManifest links = new LinkManifest(text);
        boolean any = false;
        try {
            any = links.hasNext();
        } finally {
            if (!any) {
                links.close();
            }
        }
        if (!any) {
            throw noLinks(body);
        }
        return links;
    }

    /** Returns a reader of a value, or {@code null} if it has no text. Bytes are UTF-8 unless the exchange declares otherwise. */
    private static @Nullable Reader reader(Exchange exchange, @Nullable Object value) {
        if (value instanceof CharSequence || value instanceof URL || value instanceof URI) {
            // Camel would convert a URL to the content that it points to, and request it from any host.
            return new StringReader(value.toString());
        }
        Charset charset = CharacterSet.of(exchange);
        Path file = LocalFile.of(value);
        if (file != null) {
            return open(file, charset == null ? UTF_8 : charset);
        }
        TypeConverter converter = exchange.getContext().getTypeConverter();
        InputStream bytes = value instanceof Reader || charset != null
                ? null
                : converter.tryConvertTo(InputStream.class, exchange, value);
        return bytes == null
                ? converter.tryConvertTo(Reader.class, exchange, value)
                : new InputStreamReader(bytes, UTF_8);
    }

    /** Returns the text of a value, or {@code null} if it has none. Fails above the maximum length. */
    private static @Nullable String text(Exchange exchange, @Nullable Object value, int maxLength) {
        if (value instanceof String text && text.length() <= maxLength) {
            // A reader would copy the most frequent kind of body, through a large buffer.
            return text;
        }
        try (Reader reader = reader(exchange, value)) {
            if (reader == null) {
                return exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
            }
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8 * 1024];
            for (int count = 0; count >= 0; count = reader.read(buffer)) {
                text.append(buffer, 0, count);
                if (text.length() > maxLength) {
                    throw tooLong(maxLength);
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(Path file, Charset charset) {
        try {
            // This reader replaces malformed bytes, so that they invalidate only their own line.
            return new InputStreamReader(Files.newInputStream(file), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the link in the headers of a message, or {@code null} if they contain none.
     *
     * @param method method of a link that is given as a URL, which does not show it
     */
    public static @Nullable PresignedLink fromHeaders(Exchange exchange, String method) {
        PresignedLink link = fromHeader(exchange, OssPresignedConstants.LINK, method);
        return link == null ? fromHeader(exchange, OssPresignedConstants.URL, method) : link;
    }

    private static @Nullable PresignedLink fromHeader(Exchange exchange, String name, String method) {
        Object value = exchange.getMessage().getHeader(name);
        if (value == null || ConsumedLink.isConsumed(exchange, value)) {
            return null;
        }
        if (value instanceof PresignedLink link) {
            return link;
        }
        String text = value instanceof URL || value instanceof URI ? value.toString() : TextValue.of(name, value);
        if (text.length() > LinkJson.MAX_LENGTH) {
            throw tooLong(LinkJson.MAX_LENGTH);
        }
        return text.isBlank() ? null : PresignedLink.parse(text, method);
    }

    private static IllegalArgumentException tooLong(int maxLength) {
        return new IllegalArgumentException("link: text must have at most " + maxLength + " characters, has more");
    }

    private static IllegalArgumentException noLinks(@Nullable Object body) {
        return new IllegalArgumentException(missingLink(body)
                + "; headers are read only if linkSource is direct:, seda:, disruptor: or presign:, or with"
                + " trustSourceHeaders=true");
    }

    private static String missingLink(@Nullable Object body) {
        return "link: must be in the header " + OssPresignedConstants.LINK + " or " + OssPresignedConstants.URL
                + ", or be the body, in JSON form or as a URL; the body was " + ValueType.ofBody(body);
    }

    /** Parses a value without the type converters of Camel, whose errors contain the value, which is a secret. */
    private static @Nullable PresignedLink toLink(Exchange exchange, @Nullable Object value, String method) {
        if (value == null || value instanceof PresignedLink) {
            return (PresignedLink) value;
        }
        String text = text(exchange, value, LinkJson.MAX_LENGTH);
        return text == null || text.isBlank() ? null : PresignedLink.parse(text, method);
    }

    private static String text(Exchange exchange) {
        Message message = exchange.getMessage();
        // Loads the class only if its library is there.
        String mailText = OptionalLibrary.MAIL ? MailText.of(message.getBody()) : null;
        if (mailText != null) {
            return mailText;
        }
        String text = text(exchange, message.getBody(), MAX_TEXT_LENGTH);
        return text == null
                ? ""
                : FlowedText.joinLines(
                        text, TextValue.orNull(Exchange.CONTENT_TYPE, message.getHeader(Exchange.CONTENT_TYPE)));
    }
}
