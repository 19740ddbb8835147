// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.ValueType;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntries;
import io.github.osspresign.link.manifest.LinkEntry;
import java.io.Closeable;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * Bean of the option {@code links}: an {@link Iterable} of links, or a {@link Supplier} that returns a link, an
 * {@link Iterable} of links, or {@code null}. A link is a {@link PresignedLink}, its JSON form or a URL as text.
 */
public final class LinksBean {

    private final Object bean;

    public LinksBean(Object bean) {
        if (!(bean instanceof Iterable<?> || bean instanceof Supplier<?>)) {
            throw new IllegalArgumentException("links: must be an Iterable or a Supplier of links, was "
                    + ValueType.of(bean) + "; use links=#bean:name for the bean 'name' of the registry");
        }
        this.bean = bean;
    }

    /** Returns the current links of the bean. Each one is read when it is requested. */
    LinkEntries read() {
        Object given = bean instanceof Supplier<?> supplier ? supplier.get() : bean;
        if (given instanceof Iterable<?> many) {
            return new Entries(many.iterator());
        }
        return new Entries(Stream.ofNullable(given).iterator());
    }

    private static final class Entries implements LinkEntries {

        private static final Pattern LINK = Pattern.compile("\\s*(?:\\{|https?://)", Pattern.CASE_INSENSITIVE);

        private final Iterator<?> values;
        private long position;

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
            position++;
            try {
                return new LinkEntry.Usable(link(value));
            } catch (IllegalArgumentException e) {
                return new LinkEntry.Broken(
                        new IllegalArgumentException("entry " + position + " of links: " + e.getMessage()));
            }
        }

        private static PresignedLink link(@Nullable Object value) {
            if (value instanceof PresignedLink link) {
                return link;
            }
            if (value instanceof CharSequence text && LINK.matcher(text).lookingAt()) {
                return PresignedLink.parse(text.toString());
            }
            String actual = value instanceof CharSequence ? "another text" : ValueType.of(value);
            throw new IllegalArgumentException(
                    "link: must be a PresignedLink, its JSON form or an http(s) URL, was " + actual);
        }

        /** Closes an iterator that reads from a resource, as the splitter of Camel does. */
        @Override
        public void close() {
            if (values instanceof Closeable closeable) {
                IOHelper.close(closeable);
            }
        }
    }
}
