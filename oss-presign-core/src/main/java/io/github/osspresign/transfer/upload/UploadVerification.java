// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.file.LocalBytes;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Verifies the bytes of an upload against the checksum of the stored object. */
record UploadVerification(UploadSource source, String sentCrc64, LocalBytes.Check check) {

    /**
     * Verifies the stored object.
     *
     * @return how the bytes were verified
     * @throws PlainFailure if other bytes are stored, or a checksum is required and there is none
     */
    VerifiedBy verify(ObjectHeaders stored, VerificationMode verify) throws PlainFailure {
        if (verify == VerificationMode.none) {
            return VerifiedBy.length;
        }
        String crc64 = Crc64.canonical(stored.crc64());
        if (crc64 != null) {
            requireSame(VerifiedBy.crc64, crc64, sentCrc64);
            return VerifiedBy.crc64;
        }
        String md5 = Checksum.md5(stored.md5());
        if (md5 != null) {
            requireSame(VerifiedBy.md5, md5, Base64.getEncoder().encodeToString(md5()));
            return VerifiedBy.md5;
        }
        if (isMd5(stored.etag())) {
            return VerifiedBy.md5;
        }
        Checksum.requireNone("x-oss-hash-crc64ecma", stored.crc64());
        Checksum.requireNone("Content-MD5", stored.md5());
        if (verify == VerificationMode.required) {
            throw new PlainFailure(request -> ChecksumMismatchException.missing(
                    "x-oss-hash-crc64ecma or Content-MD5", "neither", request.context()));
        }
        // The service refuses a body that does not have the announced length.
        return VerifiedBy.length;
    }

    /**
     * Returns whether the entity tag is the MD5 of the bytes. If it is not, that proves nothing: encrypted objects and
     * parts have other entity tags.
     */
    private boolean isMd5(@Nullable String etag) throws PlainFailure {
        return etag != null
                && etag.matches("[0-9A-Fa-f]{32}")
                && etag.equalsIgnoreCase(HexFormat.of().formatHex(md5()));
    }

    private void requireSame(VerifiedBy kind, String expected, String actual) throws PlainFailure {
        if (!expected.equals(actual)) {
            throw new PlainFailure(request ->
                    new ChecksumMismatchException(kind.name(), request.clean(expected), actual, request.context()));
        }
    }

    private byte[] md5() throws PlainFailure {
        MessageDigest md5 = Checksum.OfMd5.newMd5();
        try (InputStream in = source.open()) {
            LocalBytes.read(in, check, md5::update);
        } catch (IOException e) {
            throw new PlainFailure(request -> request.source(e));
        }
        return md5.digest();
    }
}
