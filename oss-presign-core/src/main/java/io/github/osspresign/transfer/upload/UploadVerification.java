// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.file.LocalBytes;
import io.github.osspresign.transfer.file.StreamingChecksum;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.io.InputStream;

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
        Checksum checksum = Checksum.of(stored, null);
        if (checksum != null) {
            return checksum.verify(checksum.kind() == VerifiedBy.crc64 ? sentCrc64 : md5());
        }
        // Another entity tag proves nothing: encrypted objects and parts have no MD5 as their tag.
        String tag = Checksum.md5OfTag(stored.etag());
        if (tag != null && tag.equals(md5())) {
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

    private String md5() throws PlainFailure {
        StreamingChecksum md5 = StreamingChecksum.md5();
        try (InputStream in = source.open()) {
            LocalBytes.read(in, check, md5.sink());
        } catch (IOException e) {
            throw new PlainFailure(request -> request.source(e));
        }
        return md5.value().get();
    }
}
