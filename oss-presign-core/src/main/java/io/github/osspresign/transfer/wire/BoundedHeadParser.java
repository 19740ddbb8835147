// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.transfer.failure.PlainFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultClassicHttpResponseFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Parser that limits the total size of a response head, in addition to the size of each line. A head must end with its
 * empty line; a connection that ends earlier has delivered no response.
 */
final class BoundedHeadParser extends DefaultHttpResponseParser {

    /**
     * Maximum size in bytes. OSS accepts 8 KiB of metadata for an object, and returns no more headers than a link can
     * set.
     */
    static final int LARGEST_HEAD = 64 * 1024;

    private volatile @Nullable SessionInputBuffer received;
    private boolean begun;

    BoundedHeadParser(Http1Config config) {
        super(config, new TextLineParser(), DefaultClassicHttpResponseFactory.INSTANCE);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        received = buffer;
        ClassicHttpResponse head = super.parse(buffer, new HeadStream(in));
        mergeLengths(head);
        return head;
    }

    /** Keeps one of several equal lengths (RFC 9110, 8.6). Of different ones, each could be the wrong one. */
    private static void mergeLengths(ClassicHttpResponse head) throws PlainFailure {
        Header[] lengths = head.getHeaders(HttpHeaders.CONTENT_LENGTH);
        for (int i = 1; i < lengths.length; i++) {
            if (!lengths[i].getValue().equals(lengths[0].getValue())) {
                throw new PlainFailure("response is invalid HTTP: its Content-Length headers differ", false);
            }
            head.removeHeader(lengths[i]);
        }
    }

    /** Returns whether received bytes have not been read yet. */
    boolean hasUnread() {
        SessionInputBuffer buffer = received;
        return buffer != null && buffer.length() > 0;
    }

    /** Marks the next byte as the first of a response. */
    void expectResponse() {
        begun = false;
    }

    /** Returns whether a byte of the response has been received. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer line) throws IOException, HttpException {
        requireText(line);
        try {
            return super.createMessage(line);
        } catch (IllegalArgumentException e) {
            // The status 000.
            throw new ProtocolException("Invalid status line", e);
        }
    }

    private static void requireText(CharArrayBuffer line) throws ParseException {
        if (line.indexOf('\0') >= 0) {
            throw new ParseException("NUL in the head");
        }
    }

    /** Accepts spaces before a colon, as HttpClient does, but no NUL (RFC 9110, 5.5). */
    private static final class TextLineParser extends LazyLaxLineParser {

        @Override
        public Header parseHeader(CharArrayBuffer line) throws ParseException {
            requireText(line);
            return super.parseHeader(line);
        }
    }

    private final class HeadStream extends FilterInputStream {

        private int bytes;

        HeadStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (bytes > LARGEST_HEAD) {
                throw new MessageConstraintException("Maximum head size exceeded");
            }
            int taken = super.read(buffer, offset, count);
            if (taken < 0) {
                throw new NoHttpResponseException("connection ended before the head of the response did");
            }
            bytes += taken;
            begun = true;
            return taken;
        }
    }
}
