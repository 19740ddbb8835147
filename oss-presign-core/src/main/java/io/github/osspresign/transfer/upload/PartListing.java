// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.Digits;
import io.github.osspresign.oss.EntityTag;
import io.github.osspresign.oss.PartLayout;
import io.github.osspresign.transfer.http.HardenedXml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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

    PartListing {
        parts = List.copyOf(parts);
    }

    /**
     * Parses the document of a page.
     *
     * @throws IllegalArgumentException if it is not a valid page; the message does not show values
     */
    static PartListing parse(String document) {
        try {
            return new Parser(HardenedXml.reader(document)).listing();
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (XMLStreamException | RuntimeException e) {
            // Not XML, incomplete, or beyond the JDK's parser, whose messages quote the document.
            throw invalid("be complete XML");
        }
    }

    private static IllegalArgumentException invalid(String rule) {
        return new IllegalArgumentException("list of the stored parts: must " + rule);
    }

    /** Parser of one document. */
    private static final class Parser {

        private final XMLStreamReader xml;
        private final List<StoredPart> parts = new ArrayList<>();
        private boolean truncated;

        Parser(XMLStreamReader xml) {
            this.xml = xml;
        }

        PartListing listing() throws XMLStreamException {
            if (xml.nextTag() != XMLStreamConstants.START_ELEMENT
                    || !xml.getLocalName().equals("ListPartsResult")) {
                throw invalid("be a ListPartsResult");
            }
            while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("Part")) {
                    add(part(texts()));
                } else if (xml.getLocalName().equals("IsTruncated")) {
                    truncated = xml.getElementText().strip().equals("true");
                } else {
                    skip();
                }
            }
            return new PartListing(parts, truncated);
        }

        private void add(StoredPart part) {
            if (parts.size() == MAX_PARTS) {
                throw invalid("have at most " + MAX_PARTS + " parts");
            }
            if (!parts.isEmpty() && part.number() <= parts.get(parts.size() - 1).number()) {
                throw invalid("have ascending part numbers");
            }
            parts.add(part);
        }

        /** Returns the texts of the elements directly below the current one. */
        private Map<String, String> texts() throws XMLStreamException {
            Map<String, String> texts = new HashMap<>();
            while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                texts.put(name, xml.getElementText().strip());
            }
            return texts;
        }

        private static StoredPart part(Map<String, String> texts) {
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

        private void skip() throws XMLStreamException {
            for (int depth = 1; depth > 0; ) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
        }
    }
}
