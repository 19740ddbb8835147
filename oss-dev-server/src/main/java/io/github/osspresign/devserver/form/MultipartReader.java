package io.github.osspresign.devserver.form;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a multipart body (RFC 2046 section 5.1), one after another. A part is read from a buffer that never holds
 * more than a little of it, however long it is.
 */
final class MultipartReader {

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int LARGEST_HEADER_BYTES = 16 * 1024;

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** What is in the buffer and not read yet. */
    private int start;

    private int end;

    /** Up to here there is no delimiter. */
    private int contentEnd;

    MultipartReader(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        // The first delimiter may be the very start of the body, without the line break that belongs to all others.
        buffer[0] = '\r';
        buffer[1] = '\n';
        this.end = 2;
    }

    /** Skips what is left of the current part and returns the header lines of the next one, or null after the last. */
    @Nullable List<String> nextPart() throws IOException {
        skipContent();
        start += delimiter.length;
        contentEnd = start;
        byte first = next();
        byte second = next();
        if (first == '-' && second == '-') {
            return null;
        }
        if (first != '\r' || second != '\n') {
            throw malformed();
        }
        List<String> headers = new ArrayList<>();
        int left = LARGEST_HEADER_BYTES;
        for (String header = line(left); !header.isEmpty(); header = line(left)) {
            headers.add(header);
            left -= header.length();
        }
        return headers;
    }

    /** Returns the content of the current part; what is not read of it is skipped later. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return available(1) == 0 ? -1 : buffer[start++] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                if (count == 0) {
                    return 0;
                }
                int read = available(count);
                System.arraycopy(buffer, start, target, offset, read);
                start += read;
                return read == 0 ? -1 : read;
            }

            private int available(int wanted) throws IOException {
                return Math.min(wanted, findContent());
            }
        };
    }

    private void skipContent() throws IOException {
        for (int found = findContent(); found > 0; found = findContent()) {
            start += found;
        }
    }

    /** Returns how many bytes of content are at hand, which is 0 only in front of a delimiter. */
    private int findContent() throws IOException {
        while (contentEnd == start) {
            contentEnd = candidate();
            if (contentEnd == start) {
                if (end - start >= delimiter.length) {
                    return 0;
                }
                requireMore();
            }
        }
        return contentEnd - start;
    }

    /** Returns where the first delimiter starts, or what may be one when more has arrived, or the end of the buffer. */
    private int candidate() {
        for (int at = start; at < end; at++) {
            // Only its first byte is a carriage return, so looking for that alone is as fast as any clever search.
            if (buffer[at] == '\r' && continuesAsDelimiter(at)) {
                return at;
            }
        }
        return end;
    }

    private boolean continuesAsDelimiter(int at) {
        for (int i = 0; i < delimiter.length && at + i < end; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text up to the next line break, and leaves the break behind. */
    private String line(int mostBytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte last = 0;
        while (true) {
            byte next = next();
            if (last == '\r' && next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
            last = next;
            if (line.size() > mostBytes) {
                throw OssErrorCode.FIELD_ITEM_TOO_LONG.error().toException();
            }
        }
    }

    private byte next() throws IOException {
        if (start == end) {
            requireMore();
        }
        contentEnd = start + 1;
        return buffer[start++];
    }

    private void requireMore() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        contentEnd -= start;
        start = 0;
        int read = body.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw malformed();
        }
        end += read;
    }

    static OssException malformed() {
        return OssErrorCode.MALFORMED_POST_REQUEST.error().toException();
    }
}
