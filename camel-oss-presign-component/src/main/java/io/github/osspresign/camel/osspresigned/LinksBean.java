package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * The bean of the option {@code links}: an {@link Iterable} of links, or a {@link Supplier} of a link, of such an
 * {@link Iterable}, or of {@code null}. A link is a {@link PresignedLink}, its JSON form or a URL as text.
 */
final class LinksBean {

    private final Object bean;

    LinksBean(Object bean) {
        if (!(bean instanceof Iterable<?> || bean instanceof Supplier<?>)) {
            throw new IllegalArgumentException(
                    "links: expected a bean that is an Iterable or a Supplier of links but was " + describe(bean)
                            + "; the bean 'name' of the registry is links=#bean:name");
        }
        this.bean = bean;
    }

    /** The links that the bean has now, each read when it is asked for. */
    LinkEntries read() {
        Object given = bean instanceof Supplier<?> supplier ? supplier.get() : bean;
        if (given == null) {
            return new Entries(List.of().iterator());
        }
        return new Entries(
                given instanceof Iterable<?> many
                        ? many.iterator()
                        : List.of(given).iterator());
    }

    /** A value may be a secret; its type is enough to find the mistake. */
    private static String describe(@Nullable Object value) {
        return value == null ? "null" : "a " + value.getClass().getName();
    }

    private static final class Entries implements LinkEntries {

        private static final Pattern LINK = Pattern.compile("\\s*(?:\\{|https?://)", Pattern.CASE_INSENSITIVE);

        private final Iterator<?> values;
        private long read;

        Entries(Iterator<?> values) {
            this.values = values;
        }

        @Override
        public boolean hasNext() {
            return values.hasNext();
        }

        @Override
        public LinkEntry next() {
            Object value = values.next();
            read++;
            try {
                return new LinkEntry.Usable(link(value));
            } catch (IllegalArgumentException e) {
                return new LinkEntry.Broken(
                        new IllegalArgumentException("entry " + read + " of links: " + e.getMessage()));
            }
        }

        private static PresignedLink link(@Nullable Object value) {
            if (value instanceof PresignedLink link) {
                return link;
            }
            if (value instanceof CharSequence text && LINK.matcher(text).lookingAt()) {
                return PresignedLink.parse(text.toString());
            }
            String actual = value instanceof CharSequence ? "another text" : describe(value);
            throw new IllegalArgumentException(
                    "link: expected a PresignedLink, its JSON form or an http(s) URL but was " + actual);
        }

        /** One that reads from a file or a database is let go of, as Camel's splitter does. */
        @Override
        public void close() {
            if (values instanceof Closeable closeable) {
                IOHelper.close(closeable);
            }
        }
    }
}
