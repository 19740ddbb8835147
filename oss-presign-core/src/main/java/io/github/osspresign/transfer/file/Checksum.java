// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.model.VerifiedBy;
import io.github.osspresign.transfer.time.Deadline;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expected checksum of an object, from the response or from the link.
 *
 * @param kind {@link VerifiedBy#crc64} or {@link VerifiedBy#md5}
 */
public record Checksum(VerifiedBy kind, String expected) {

    private static final int MD5_LENGTH = 16;

    /**
     * Returns the best checksum that is available, {@code null} if there is none: CRC-64 of the response, CRC-64 from
     * elsewhere, then MD5.
     *
     * @param otherCrc64 CRC-64 of the link or another response, {@code null} for none
     */
    public static @Nullable Checksum of(ObjectHeaders object, @Nullable String otherCrc64) {
        String sent = Crc64.canonical(object.crc64());
        String crc64 = sent == null ? Crc64.canonical(otherCrc64) : sent;
        if (crc64 != null) {
            return new Checksum(VerifiedBy.crc64, crc64);
        }
        String md5 = md5(object.md5());
        return md5 == null ? null : new Checksum(VerifiedBy.md5, md5);
    }

    /**
     * Checks that a value that was not recognised as a checksum is absent: to ignore it would verify less than the service
     * asked for.
     *
     * @throws PlainFailure if it is present
     */
    public static void requireNone(String name, @Nullable String value) throws PlainFailure {
        if (value != null) {
            throw new PlainFailure(request -> ChecksumMismatchException.missing(
                    "a valid x-oss-hash-crc64ecma or Content-MD5",
                    name + " '" + request.clean(value) + "'",
                    request.context()));
        }
    }

    /** Returns the MD5 in canonical base64, {@code null} if the value is not an MD5. */
    private static @Nullable String md5(@Nullable String value) {
        try {
            byte[] md5 = value == null ? new byte[0] : Base64.getDecoder().decode(value.strip());
            return md5.length == MD5_LENGTH ? Base64.getEncoder().encodeToString(md5) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the MD5 that an entity tag may be, in base64; {@code null} if the tag does not have the form of one. */
    public static @Nullable String md5OfTag(@Nullable String etag) {
        return etag != null && etag.matches("[0-9A-Fa-f]{32}")
                ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(etag))
                : null;
    }

    /** Starts a checksum of this kind. */
    public StreamingChecksum streaming() {
        return kind == VerifiedBy.crc64 ? StreamingChecksum.crc64() : StreamingChecksum.md5();
    }

    /**
     * Returns the checksum of this kind of the received bytes. An MD5 cannot be combined from ranges, so the part is read
     * once more for it, until the deadline.
     *
     * @param again whether to read the part once more in any case, because another program may have overwritten bytes
     */
    public String actual(PartialObject part, CompletedRanges completed, boolean again, Deadline deadline)
            throws IOException {
        if (kind == VerifiedBy.crc64 && !again) {
            List<CompletedRange> whole = completed.list();
            return Long.toUnsignedString(whole.isEmpty() ? 0 : whole.get(0).crc64());
        }
        StreamingChecksum read = streaming();
        LocalBytes.read(part.open(0, completed.bytes()), deadline, read.sink());
        return read.value().get();
    }

    /**
     * Checks a checksum of this kind.
     *
     * @throws PlainFailure if it is another one
     */
    public VerifiedBy verify(String actual) throws PlainFailure {
        if (!expected.equals(actual)) {
            throw new PlainFailure(request ->
                    new ChecksumMismatchException(kind.name(), request.clean(expected), actual, request.context()));
        }
        return kind;
    }
}
