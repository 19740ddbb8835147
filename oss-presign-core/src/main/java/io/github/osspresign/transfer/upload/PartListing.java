// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.oss.syntax.PartLayout;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.http.HardenedXml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of the stored parts of a multipart upload (OSS API, "ListParts").
 *
 * @param parts the parts, with ascending numbers
 * @param truncated whether there are further parts
 */
record PartListing(List<StoredPart> parts, boolean truncated) {

    /** Maximum length of a document, in bytes; a page of 1,000 parts has about 250,000. */
    static final int LONGEST = 2 * 1024 * 1024;

    /** Maximum duration of a document that arrives byte by byte, in stall timeouts. */
    static final int LONGEST_STALLS = 20;

    private static final int MAX_PARTS = 1_000;
    private static final int MAX_DIGITS = 15;

    /**
     * Parses the document of a page.
     *
     * @throws PlainFailure if it is not a valid page, which a proxy may have cut; the message does not show values
     */
    static PartListing parse(String document) throws PlainFailure {
        Content content = new Content();
        if (!HardenedXml.read(document, "ListPartsResult", content) || content.hasText) {
            throw invalid("be a complete ListPartsResult");
        }
        if (content.parts.size() > MAX_PARTS) {
            throw invalid("have at most " + MAX_PARTS + " parts");
        }
        List<StoredPart> parts = new ArrayList<>();
        for (Map<String, String> texts : content.parts) {
            parts.add(part(texts));
        }
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).number() <= parts.get(i - 1).number()) {
                throw invalid("have ascending part numbers");
            }
        }
        return new PartListing(parts, content.truncated);
    }

    private static PlainFailure invalid(String rule) {
        return new PlainFailure("list of the stored parts: must " + rule, true);
    }

    /** Content of a document. */
    private static final class Content implements HardenedXml.Elements {
        private final List<Map<String, String>> parts = new ArrayList<>();
        private Map<String, String> part = new HashMap<>();
        private boolean truncated;
        private boolean hasText;

        @Override
        public void end(int depth, String name, @Nullable String text) {
            String value = text == null ? "" : text.strip();
            if (depth == 3) {
                part.put(name, value);
            } else if (depth == 2 && name.equals("Part") && parts.size() <= MAX_PARTS) {
                parts.add(part);
            } else if (depth == 2 && name.equals("IsTruncated")) {
                truncated = value.equals("true");
            } else if (depth == 1) {
                hasText = !value.isEmpty();
            }
            part = depth == 2 ? new HashMap<>() : part;
        }
    }

    private static StoredPart part(Map<String, String> texts) throws PlainFailure {
        long number = number(texts.getOrDefault("PartNumber", ""));
        long size = number(texts.getOrDefault("Size", ""));
        String etag = EntityTag.withoutQuotes(texts.getOrDefault("ETag", ""));
        if (number < 1 || number > PartLayout.MAX_PARTS) {
            throw invalid("have part numbers from 1 to " + PartLayout.MAX_PARTS);
        }
        if (size < 0 || size > PartLayout.MAX_PART_SIZE) {
            throw invalid("have sizes from 0 to " + PartLayout.MAX_PART_SIZE + " bytes");
        }
        if (etag == null || !EntityTag.isOpaque(etag)) {
            throw invalid("have the entity tag of each part");
        }
        return new StoredPart((int) number, etag, size, Crc64.canonical(texts.get("HashCrc64ecma")));
    }

    /** Returns a whole number, -1 for any other text. */
    private static long number(String text) {
        return Digits.areAll(text, MAX_DIGITS) ? Long.parseLong(text) : -1;
    }
}
