// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.error;

import io.github.osspresign.devserver.format.XmlDocument;
import java.util.regex.Pattern;

/** The XML body of an error response, with the elements in the order of the OSS API, and its line breaks. */
public final class ErrorXml {

    private static final String TROUBLESHOOTING = "https://api.alibabacloud.com/troubleshoot?q=";

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]");

    private ErrorXml() {}

    public static byte[] of(OssException error, String requestId, String hostId) {
        return XmlDocument.ofLines("Error", xml -> {
            xml.line("Code", error.code());
            xml.line("Message", printable(error.message()));
            xml.line("RequestId", requestId);
            xml.line("HostId", printable(hostId));
            error.details().forEach(detail -> xml.line(detail.name(), printable(detail.value())));
            if (!error.ec().isEmpty()) {
                xml.line("EC", error.ec());
                xml.line("RecommendDoc", TROUBLESHOOTING + error.ec());
            }
        });
    }

    /** Replaces control characters, which keys and headers may hold and XML 1.0 cannot represent. */
    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("\uFFFD");
    }
}
