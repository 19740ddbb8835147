// SPDX-License-Identifier: Apache-2.0
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
 * Reads the parts of a multipart body (RFC 2046 section 5.1) one after another. It holds only a small part of the body
 * in memory.
 */
final class MultipartReader {

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** Start and end of the unread bytes in the buffer. */
    private int start;

    private int end;

    /** There is no delimiter before this position. */
    private int contentEnd;

    MultipartReader(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        // The first delimiter may be at the start of the body, without the line break that precedes all others.
        buffer[0] = '\r';
        buffer[1] = '\n';
        this.end = 2;
    }

    /** Skips the rest of the current part. Returns the header lines of the next part, or null after the last part. */
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
        int left = MAX_HEADER_BYTES;
        for (String header = line(left); !header.isEmpty(); header = line(left)) {
            headers.add(header);
            left -= header.length();
        }
        return headers;
    }

    /** Returns the content of the current part. The part of it that is not read is skipped later. */
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

    /** Returns the number of content bytes in the buffer, which is 0 only before a delimiter. */
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

    /**
     * Returns the position of the first delimiter, of bytes that may be one when more have arrived, or of the end of
     * the buffer.
     */
    private int candidate() {
        for (int at = start; at < end; at++) {
            // Only the first byte of the delimiter is a carriage return, so a search for that byte is fast enough.
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

    /** Returns the text up to the next line break, and skips the line break. */
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
                throw OssErrorCode.FIELD_ITEM_TOO_LONG.error();
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
        return OssErrorCode.MALFORMED_POST_REQUEST.error();
    }
}
