// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.EntityTag;
import io.github.osspresign.transfer.http.HardenedXml;
import java.util.Collection;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** List of the parts that a multipart upload is completed with (OSS API, "CompleteMultipartUpload"). */
final class CompletionDocument {

    private CompletionDocument() {}

    /** Returns the document of parts with ascending numbers, in UTF-8. */
    static byte[] of(Collection<UploadedPart> parts) {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        for (UploadedPart part : parts) {
            xml.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>");
            xml.append(escaped(EntityTag.quoted(part.etag()))).append("</ETag></Part>");
        }
        return xml.append("</CompleteMultipartUpload>").toString().getBytes(UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns whether a response is the whole document that confirms the completion. */
    static boolean isConfirmedBy(String response) {
        try {
            XMLStreamReader xml = HardenedXml.reader(response);
            boolean confirmed = xml.nextTag() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("CompleteMultipartUploadResult");
            while (xml.hasNext()) {
                xml.next();
            }
            return confirmed;
        } catch (XMLStreamException | RuntimeException e) {
            // Not XML, incomplete, or beyond the JDK's parser.
            return false;
        }
    }
}
