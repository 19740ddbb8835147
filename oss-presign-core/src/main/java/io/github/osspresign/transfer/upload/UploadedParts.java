// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.transfer.model.UploadSource;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Parts that are uploaded, in the order of their numbers. Thread-safe. */
final class UploadedParts {

    private final NavigableMap<Integer, UploadedPart> parts = new ConcurrentSkipListMap<>();

    void add(UploadedPart part) {
        parts.put(part.number(), part);
    }

    /** Returns the CRC-64 of all parts joined together, in unsigned decimal. */
    String crc64() {
        long whole = 0;
        for (UploadedPart part : parts.values()) {
            whole = Crc64.combine(whole, part.crc64(), part.size());
        }
        return Long.toUnsignedString(whole);
    }

    /** Returns the size of all parts, in bytes. */
    long size() {
        return parts.values().stream().mapToLong(UploadedPart::size).sum();
    }

    /** Returns the size of the parts that an earlier upload has sent, in bytes. */
    long resumedSize() {
        return parts.values().stream()
                .filter(UploadedPart::resumed)
                .mapToLong(UploadedPart::size)
                .sum();
    }

    /** Returns the document that completes the upload (OSS API, "CompleteMultipartUpload"). */
    UploadSource completion() {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        for (UploadedPart part : parts.values()) {
            xml.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>");
            xml.append(escaped(EntityTag.quoted(part.etag()))).append("</ETag></Part>");
        }
        return UploadSource.of(
                xml.append("</CompleteMultipartUpload>").toString().getBytes(UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
