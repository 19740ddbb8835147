package io.github.osspresign.transfer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultClassicHttpResponseFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a response, which has to be of a bearable size also where each of its lines is. It ends with its empty
 * line: a connection that ends before that has brought no response.
 */
final class BoundedHeadParser extends DefaultHttpResponseParser {

    /** OSS takes 8 KiB of metadata for an object, and echoes no more than a link has. */
    static final int LARGEST_HEAD = 64 * 1024;

    private volatile @Nullable SessionInputBuffer received;
    private boolean begun;

    BoundedHeadParser(Http1Config config) {
        // As the client has it: a line that is no header is no reason to refuse the others.
        super(config, LazyLaxLineParser.INSTANCE, DefaultClassicHttpResponseFactory.INSTANCE);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        received = buffer;
        return super.parse(buffer, new HeadStream(in));
    }

    /** Whether bytes have come that nothing has read yet. */
    boolean hasUnread() {
        SessionInputBuffer buffer = received;
        return buffer != null && buffer.length() > 0;
    }

    /** The next byte is the first of a response. */
    void expectResponse() {
        begun = false;
    }

    /** Whether a byte of the response has come. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer line) throws IOException, HttpException {
        try {
            return super.createMessage(line);
        } catch (IllegalArgumentException e) {
            // A status of 000.
            throw new ProtocolException("Invalid status line", e);
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
