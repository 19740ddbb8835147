// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.aliyun.oss.common.utils.CRC64;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Response to a request for an object, with a fault at one byte.
 *
 * @param framing framing of the body, and whether the response has a checksum
 * @param offset offset of the first wrong byte from the start of the status line
 * @param when requests that get this response; others get the right one
 */
record BrokenResponse(Framing framing, Fault fault, int offset, When when) {

    /** Length of every object in bytes. */
    static final int SIZE = 48;

    private static final String EARLY_HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";

    /** Framing of the body. */
    enum Framing {
        LENGTH,
        LENGTH_AND_CHECKSUM,
        CHUNKED,
        CHUNKED_AND_CHECKSUM,
        UNMARKED,
        UNMARKED_AND_CHECKSUM,
        /** The object comes in parts, each with its length and the checksum of the whole. */
        RANGES,
        /** An interim response comes first. */
        AFTER_INTERIM,
        /** A redirect with a body leads to the object, which then comes without a fault. */
        AFTER_REDIRECT,
        /** The response to an upload: a checksum and no body. */
        STORED,
        /** The same behind an interim response. */
        STORED_AFTER_INTERIM;

        boolean isOfUpload() {
            return this == STORED || this == STORED_AFTER_INTERIM;
        }

        boolean hasLength() {
            return isMarked() && this != CHUNKED && this != CHUNKED_AND_CHECKSUM;
        }

        boolean isMarked() {
            return this != UNMARKED && this != UNMARKED_AND_CHECKSUM;
        }

        boolean hasChecksum() {
            return this != LENGTH && this != CHUNKED && this != UNMARKED;
        }
    }

    /** Fault at the byte. */
    enum Fault {
        /** The connection is closed properly. */
        END,
        /** The connection ends without the alert by which TLS closes it. */
        CUT,
        RESET,
        SILENCE,
        /** One bit of the byte is flipped. */
        FLIP,
        /** The response is right, and a second one with other bytes follows in the same segment. */
        SECOND_RESPONSE
    }

    /** Which requests for the object get the fault. */
    enum When {
        FIRST,
        SECOND,
        ALWAYS;

        /** @param request counted from 0 */
        boolean hits(int request) {
            return switch (this) {
                case FIRST -> request == 0;
                case SECOND -> request == 1;
                case ALWAYS -> true;
            };
        }
    }

    /** Every fault at every byte of every response to a download. */
    static List<BrokenResponse> ofDownloads() {
        return all(false);
    }

    /** Every fault at every byte of every response to an upload. */
    static List<BrokenResponse> ofUploads() {
        return all(true);
    }

    private static List<BrokenResponse> all(boolean ofUploads) {
        List<BrokenResponse> all = new ArrayList<>();
        for (Framing framing : Framing.values()) {
            if (framing.isOfUpload() == ofUploads) {
                addAll(all, framing);
            }
        }
        return all;
    }

    private static void addAll(List<BrokenResponse> all, Framing framing) {
        int length = whole(framing, new byte[SIZE]).length;
        for (Fault fault : Fault.values()) {
            for (When when : When.values()) {
                boolean inBody = fault == Fault.SECOND_RESPONSE && !framing.isMarked();
                if (inBody || (when == When.SECOND && framing != Framing.RANGES)) {
                    continue;
                }
                if (fault == Fault.SECOND_RESPONSE) {
                    all.add(new BrokenResponse(framing, fault, length, when));
                    continue;
                }
                for (int offset = 0; offset < length; offset++) {
                    all.add(new BrokenResponse(framing, fault, offset, when));
                }
            }
        }
    }

    /**
     * Whether a later attempt gets a response that is right and marked, and the first one told nothing else.
     *
     * @param streaming whether bytes that have come cannot be taken back
     */
    boolean mustRecover(byte[] object, boolean streaming) {
        boolean resumable = !streaming || framing.hasLength() || offset < headLength(object);
        return fault != Fault.FLIP && when != When.ALWAYS && framing != Framing.UNMARKED && resumable;
    }

    /** Returns whether no attempt gets a response that looks like the whole object. */
    boolean mustFail(byte[] object) {
        if (fault == Fault.FLIP) {
            return false;
        }
        // After the head, each attempt transfers more bytes, so that a few attempts may complete the object.
        boolean neverThere = when == When.ALWAYS && fault != Fault.SECOND_RESPONSE && offset < headLength(object);
        return neverThere || framing == Framing.UNMARKED;
    }

    /** Returns whether wrong bytes can be detected. */
    boolean isDetectable() {
        return fault != Fault.FLIP || framing.hasChecksum();
    }

    private int headLength(byte[] object) {
        return new String(whole(framing, object), ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    private static byte[] whole(Framing framing, byte[] object) {
        return framing == Framing.RANGES ? wire(framing, object, 0, SIZE) : wire(framing, object);
    }

    /** Returns the right response with the whole object. */
    static byte[] wire(Framing framing, byte[] object) {
        return wire(framing, "HTTP/1.1 200 OK\r\n", object, object);
    }

    /** The right response with the bytes from the one until before the other. */
    static byte[] wire(Framing framing, byte[] object, int from, int to) {
        String head = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/"
                + object.length + "\r\n";
        return wire(framing, head, object, Arrays.copyOfRange(object, from, to));
    }

    private static byte[] wire(Framing framing, String start, byte[] object, byte[] body) {
        String crc64 = "x-oss-hash-crc64ecma: " + crc64(object) + "\r\n";
        String head = start + "ETag: \"" + Integer.toHexString(Arrays.hashCode(object)) + "\"\r\n"
                + (framing.hasChecksum() ? crc64 : "");
        return switch (framing) {
            case LENGTH, LENGTH_AND_CHECKSUM, RANGES -> wire(head + "Content-Length: " + body.length + "\r\n", body);
            case AFTER_INTERIM -> wire(EARLY_HINTS + head + "Content-Length: " + body.length + "\r\n", body);
            case AFTER_REDIRECT ->
                wire(
                        "HTTP/1.1 307 Temporary Redirect\r\nLocation: ?Signature=redirected\r\nContent-Length: 48\r\n",
                        new byte[SIZE]);
            case STORED_AFTER_INTERIM -> wire(EARLY_HINTS + head + "Content-Length: 0\r\n", new byte[0]);
            case CHUNKED, CHUNKED_AND_CHECKSUM -> wire(head + "Transfer-Encoding: chunked\r\n", chunks(body));
            case UNMARKED, UNMARKED_AND_CHECKSUM -> wire(head, body);
            case STORED -> wire(head + "Content-Length: 0\r\n", new byte[0]);
        };
    }

    /** Computes the CRC-64 with the official SDK, which is independent of this library. */
    private static String crc64(byte[] object) {
        CRC64 crc64 = new CRC64();
        crc64.update(object, object.length);
        return Long.toUnsignedString(crc64.getValue());
    }

    private static byte[] chunks(byte[] body) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int half = body.length / 2;
        for (byte[] chunk : List.of(Arrays.copyOf(body, half), Arrays.copyOfRange(body, half, body.length))) {
            chunks.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
            chunks.writeBytes(chunk);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return chunks.toByteArray();
    }

    private static byte[] wire(String head, byte[] body) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes((head + "\r\n").getBytes(ISO_8859_1));
        wire.writeBytes(body);
        return wire.toByteArray();
    }
}
