package io.github.osspresign.transfer.multipart;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.xml.CompletionDocument;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Parts that are uploaded, in the order of their numbers. Thread-safe. */
public final class UploadedParts {

    private final NavigableMap<Integer, UploadedPart> parts = new ConcurrentSkipListMap<>();

    /** Adds a part. */
    public void add(UploadedPart part) {
        parts.put(part.number(), part);
    }

    /** Returns the CRC-64 of all parts joined together, in unsigned decimal. */
    public String crc64() {
        long whole = 0;
        for (UploadedPart part : parts.values()) {
            whole = Crc64.combine(whole, part.crc64(), part.size());
        }
        return Long.toUnsignedString(whole);
    }

    /** Returns the size of all parts, in bytes. */
    public long size() {
        return parts.values().stream().mapToLong(UploadedPart::size).sum();
    }

    /** Returns the size of the parts that an earlier upload has sent, in bytes. */
    public long resumedSize() {
        return parts.values().stream()
                .filter(UploadedPart::resumed)
                .mapToLong(UploadedPart::size)
                .sum();
    }

    /** Returns the document that completes the upload. */
    public byte[] completion() {
        CompletionDocument document = new CompletionDocument();
        parts.values().forEach(part -> document.add(part.number(), part.etag()));
        return document.bytes();
    }
}
