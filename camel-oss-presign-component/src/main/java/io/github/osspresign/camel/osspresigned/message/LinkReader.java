package io.github.osspresign.camel.osspresigned.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.TextValue;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkManifest;
import io.github.osspresign.link.text.LinkExtractor;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** Finds the links that a message brings: a header comes before the body. */
public final class LinkReader {

    /** In characters; as much as the text of a mail may have in bytes. */
    private static final int LONGEST_TEXT = 16 << 20;

    private final LinkExtraction extraction;

    public LinkReader(LinkExtraction extraction) {
        this.extraction = extraction;
    }

    /** The one link of a message to a producer. */
    public static PresignedLink single(Exchange exchange) {
        PresignedLink link = fromHeaders(exchange);
        return link == null ? fromBody(exchange) : link;
    }

    /**
     * The links of a message of a link source, which the caller closes; text for people may have none.
     *
     * @throws IllegalArgumentException if there is nothing that could be a link
     */
    public LinkEntries all(Exchange exchange) {
        PresignedLink link = fromHeaders(exchange);
        Object body = exchange.getMessage().getBody();
        if (link == null && body instanceof PresignedLink value) {
            link = value;
        }
        if (link != null) {
            return LinkEntries.of(List.of(link));
        }
        return extraction == LinkExtraction.TEXT
                ? LinkEntries.of(LinkExtractor.fromText(text(exchange)))
                : manifest(exchange, body);
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

    /** Bytes are UTF-8, whatever the platform's encoding, unless the source says otherwise. */
    private static @Nullable Reader reader(Exchange exchange, @Nullable Object value) {
        if (value instanceof CharSequence || value instanceof URL || value instanceof URI) {
            // Camel would take a URL for what it points to, and fetch that, from anywhere.
            return new StringReader(value.toString());
        }
        Charset charset = CharacterSet.of(exchange);
        File file = file(value);
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

    /** The text of a value; {@code null} where it has none, refused where it is longer than that. */
    private static @Nullable String text(Exchange exchange, @Nullable Object value, int longest) {
        try (Reader reader = reader(exchange, value)) {
            if (reader == null) {
                return exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
            }
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8 * 1024];
            for (int count = 0; count >= 0; count = reader.read(buffer)) {
                text.append(buffer, 0, count);
                if (text.length() > longest) {
                    throw tooLong(longest);
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable File file(@Nullable Object body) {
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        return file instanceof File local ? local : null;
    }

    private static Reader open(File file, Charset charset) {
        try {
            // Not one that fails where bytes are no text of the character set: that is a matter of one line.
            return new InputStreamReader(new FileInputStream(file), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static @Nullable PresignedLink fromHeaders(Exchange exchange) {
        return fromHeaders(exchange, PresignedLink::parse);
    }

    /**
     * Returns the link that a message carries in a header, {@code null} if it carries none.
     *
     * @param parser makes a link of its JSON form or a URL
     */
    public static @Nullable PresignedLink fromHeaders(Exchange exchange, Function<String, PresignedLink> parser) {
        PresignedLink link = fromHeader(exchange, OssPresignedConstants.LINK, parser);
        return link == null ? fromHeader(exchange, OssPresignedConstants.URL, parser) : link;
    }

    private static @Nullable PresignedLink fromHeader(
            Exchange exchange, String name, Function<String, PresignedLink> parser) {
        Object value = exchange.getMessage().getHeader(name);
        if (value == null || ConsumedLink.is(exchange, value)) {
            return null;
        }
        if (value instanceof PresignedLink link) {
            return link;
        }
        String text = value instanceof URL || value instanceof URI ? value.toString() : TextValue.of(name, value);
        if (text.length() > LinkJson.MAX_LENGTH) {
            throw tooLong(LinkJson.MAX_LENGTH);
        }
        return text.isBlank() ? null : parser.apply(text);
    }

    private static IllegalArgumentException tooLong(int longest) {
        return new IllegalArgumentException(
                "link: expected in a text of at most " + longest + " characters but there are more");
    }

    private static PresignedLink fromBody(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        PresignedLink link = toLink(exchange, body);
        if (link == null) {
            throw noLink(body);
        }
        return link;
    }

    private static IllegalArgumentException noLink(@Nullable Object body) {
        return new IllegalArgumentException(expectedLink(body));
    }

    private static IllegalArgumentException noLinks(@Nullable Object body) {
        return new IllegalArgumentException(expectedLink(body)
                + "; the headers are read where linkSource is direct:, seda:, disruptor: or presign:, or with"
                + " trustSourceHeaders=true");
    }

    private static String expectedLink(@Nullable Object body) {
        return "link: expected the header " + OssPresignedConstants.LINK + " or " + OssPresignedConstants.URL
                + ", or a body that is a link, its JSON form or a URL, but was " + describe(body);
    }

    private static @Nullable PresignedLink toLink(Exchange exchange, @Nullable Object value) {
        return toLink(exchange, value, PresignedLink::parse);
    }

    /** Not by Camel's conversion to a link: where that fails it prints the value, which is a secret. */
    static @Nullable PresignedLink toLink(
            Exchange exchange, @Nullable Object value, Function<String, PresignedLink> parser) {
        if (value == null || value instanceof PresignedLink) {
            return (PresignedLink) value;
        }
        String text = text(exchange, value, LinkJson.MAX_LENGTH);
        return text == null || text.isBlank() ? null : parser.apply(text);
    }

    private static String text(Exchange exchange) {
        Message message = exchange.getMessage();
        String ofParts = MailSupport.text(message.getBody());
        if (ofParts != null) {
            return ofParts;
        }
        String text = text(exchange, message.getBody(), LONGEST_TEXT);
        return text == null
                ? ""
                : FlowedText.unbroken(
                        text, TextValue.orNull(Exchange.CONTENT_TYPE, message.getHeader(Exchange.CONTENT_TYPE)));
    }

    /** A body may hold anything; its type is enough to find the mistake. */
    private static String describe(@Nullable Object body) {
        return body == null ? "no body" : "a " + body.getClass().getName();
    }
}
