// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expected checksum of an object, from the response or from the link. */
public sealed interface Checksum {

    /**
     * Returns the best checksum that is available, {@code null} if there is none: CRC-64 of the response, CRC-64 of the
     * link, then MD5.
     *
     * @throws PlainFailure if a value is present but is not a checksum; to ignore it would verify less
     *     than the service asked for
     */
    static @Nullable Checksum of(ObjectHeaders object, PresignedLink link) throws PlainFailure {
        String crc64 = Crc64.canonical(object.crc64()) != null
                ? Crc64.canonical(object.crc64())
                : Crc64.canonical(link.crc64());
        if (crc64 != null) {
            return new OfCrc64(crc64);
        }
        String md5 = md5(object.md5());
        if (md5 != null) {
            return new OfMd5(md5);
        }
        requireNone("x-oss-hash-crc64ecma", object.crc64());
        requireNone("crc64 of the link", link.crc64());
        requireNone("Content-MD5", object.md5());
        return null;
    }

    /**
     * Checks that a value that was not recognised as a checksum is absent.
     *
     * @throws PlainFailure if it is present
     */
    static void requireNone(String name, @Nullable String value) throws PlainFailure {
        if (value != null) {
            throw new PlainFailure(request -> ChecksumMismatchException.missing(
                    "a valid x-oss-hash-crc64ecma or Content-MD5",
                    name + " '" + request.clean(value) + "'",
                    request.context()));
        }
    }

    /** Returns the MD5 in canonical base64, {@code null} if the value is not an MD5. */
    static @Nullable String md5(@Nullable String value) {
        try {
            byte[] md5 = value == null ? new byte[0] : Base64.getDecoder().decode(value.strip());
            return md5.length == 16 ? Base64.getEncoder().encodeToString(md5) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the kind of the checksum. */
    VerifiedBy kind();

    /** Returns the expected value. */
    String expected();

    /**
     * Returns the checksum of the received bytes.
     *
     * @param check runs while the bytes are read
     */
    String actual(Part part, CompletedRanges completed, LocalBytes.Check check) throws IOException;

    /** Starts a checksum of bytes that are not kept. */
    StreamingChecksum streaming();

    /** CRC-64 as in {@code x-oss-hash-crc64ecma}, computed while the bytes arrive. */
    record OfCrc64(String expected) implements Checksum {
        @Override
        public VerifiedBy kind() {
            return VerifiedBy.crc64;
        }

        @Override
        public String actual(Part part, CompletedRanges completed, LocalBytes.Check check) {
            List<CompletedRange> whole = completed.list();
            return Long.toUnsignedString(whole.isEmpty() ? 0 : whole.get(0).crc64());
        }

        @Override
        public StreamingChecksum streaming() {
            Crc64 crc64 = new Crc64();
            return new StreamingChecksum() {
                @Override
                public void update(byte[] bytes, int offset, int count) {
                    crc64.update(bytes, offset, count);
                }

                @Override
                public String value() {
                    return Long.toUnsignedString(crc64.value());
                }
            };
        }
    }

    /** MD5 as in {@code Content-MD5}. It cannot be combined from ranges, so the file is read once more. */
    record OfMd5(String expected) implements Checksum {
        @Override
        public VerifiedBy kind() {
            return VerifiedBy.md5;
        }

        @Override
        public String actual(Part part, CompletedRanges completed, LocalBytes.Check check) throws IOException {
            StreamingChecksum md5 = streaming();
            LocalBytes.read(part.open(0, completed.bytes()), check, md5);
            return md5.value();
        }

        @Override
        public StreamingChecksum streaming() {
            MessageDigest md5 = newMd5();
            return new StreamingChecksum() {
                @Override
                public void update(byte[] bytes, int offset, int count) {
                    md5.update(bytes, offset, count);
                }

                @Override
                public String value() {
                    return Base64.getEncoder().encodeToString(md5.digest());
                }
            };
        }

        /** Creates an MD5 digest. */
        public static MessageDigest newMd5() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("MD5 is missing, which every Java platform must have", e);
            }
        }
    }
}
