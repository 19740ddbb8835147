// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.attempt.ServedContent;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Verifies the bytes of a download against the checksum and length in the response and the link. */
record Verification(long length, @Nullable Checksum checksum) {

    /*
     * A file contains the bytes as transferred, never decompressed. An object stored with Content-Encoding: gzip is
     * kept as it is, and its checksum is that of those bytes. If the service or a proxy compresses the response,
     * although we ask it not to, the checksum is that of the uncompressed object and does not match: the download
     * fails. Such a response has no length; without a checksum it cannot be distinguished from the object and is
     * refused at once.
     */

    /**
     * Decides how the bytes will be verified.
     *
     * @param response first response
     * @param announcedCrc64 CRC-64 that another response of the same object has announced, {@code null} for none
     * @throws PlainFailure if a checksum is required and there is none, or the value is invalid; if the bytes can only be a compressed form of the object, or nothing would
     *     show that they are complete
     */
    static Verification of(ObjectResponse response, @Nullable String announcedCrc64, VerificationMode verify)
            throws PlainFailure {
        PresignedLink link = response.asked().link();
        ObjectHeaders object = response.object();
        boolean processed = ServedContent.isProcessed(link.url());
        Checksum checksum =
                verify == VerificationMode.none || processed ? null : checksum(object, announcedCrc64, link);
        if (verify == VerificationMode.required && checksum == null) {
            String actual = processed ? "the " + ServedContent.of(link.url()) + ", which has none" : "neither";
            throw new PlainFailure(request -> ChecksumMismatchException.missing(
                    "x-oss-hash-crc64ecma or Content-MD5", actual, request.context()));
        }
        Long size = processed ? null : link.size();
        long length = object.length() < 0 && size != null ? size : object.length();
        boolean endless = verify != VerificationMode.none && checksum == null && length < 0;
        if (endless && isPacked(object)) {
            throw new PlainFailure(
                    "content encoding of the response: must be identity, was '{}'",
                    String.valueOf(object.contentEncoding()),
                    false);
        }
        if (endless && response.endsWithConnection()) {
            // The next response would be the same.
            throw new PlainFailure(
                    "response has no length, chunks or checksum that mark its end; verify=none accepts it", false);
        }
        return new Verification(length, checksum);
    }

    private static @Nullable Checksum checksum(
            ObjectHeaders object, @Nullable String announcedCrc64, PresignedLink link) throws PlainFailure {
        Checksum checksum = Checksum.of(object, announcedCrc64 == null ? link.crc64() : announcedCrc64);
        if (checksum == null) {
            Checksum.requireNone("x-oss-hash-crc64ecma", object.crc64());
            Checksum.requireNone("crc64 of the link", link.crc64());
            Checksum.requireNone("Content-MD5", object.md5());
        }
        return checksum;
    }

    /** Received bytes. */
    interface Received {
        /** Returns their checksum of the kind of the expected one. */
        String checksum(Checksum expected) throws IOException;
    }

    /**
     * Verifies the received bytes.
     *
     * @param bytes number of bytes
     * @return how they were verified
     * @throws IOException if they cannot be read
     * @throws PlainFailure if there are fewer than announced or more than the link states, or the checksum differs
     */
    VerifiedBy verify(long bytes, Received received) throws IOException {
        requireLength(bytes);
        return checksum == null ? byLength() : checksum.verify(received.checksum(checksum));
    }

    /** Returns how the bytes will have been verified if they are correct. */
    VerifiedBy verifiedBy() {
        return checksum == null ? byLength() : checksum.kind();
    }

    private void requireLength(long bytes) throws PlainFailure {
        if (length >= 0 && bytes < length) {
            throw new PlainFailure(request -> new TruncatedBodyException(length, request.context(), null));
        }
        if (length >= 0 && bytes > length) {
            throw new PlainFailure(request ->
                    new ObjectChangedException("size", Long.toString(length), Long.toString(bytes), request.context()));
        }
    }

    private VerifiedBy byLength() {
        return length >= 0 ? VerifiedBy.length : VerifiedBy.none;
    }

    private static boolean isPacked(ObjectHeaders object) {
        String encoding = object.contentEncoding();
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }
}
