// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.error;

import io.github.osspresign.devserver.format.XmlDocument;
import java.util.regex.Pattern;

/** The XML body of an error response, with the elements in the order of the OSS API. */
public final class ErrorXml {

    private static final String TROUBLESHOOTING = "https://api.alibabacloud.com/troubleshoot?q=";

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]");

    private ErrorXml() {}

    public static byte[] of(OssException error, String requestId, String hostId) {
        return XmlDocument.of("Error", xml -> {
            xml.element("Code", error.code());
            xml.element("Message", printable(error.message()));
            xml.element("RequestId", requestId);
            xml.element("HostId", printable(hostId));
            error.details().forEach(detail -> xml.element(detail.name(), printable(detail.value())));
            if (!error.ec().isEmpty()) {
                xml.element("EC", error.ec());
                xml.element("RecommendDoc", TROUBLESHOOTING + error.ec());
            }
        });
    }

    /** Replaces control characters, which keys and headers may hold and XML 1.0 cannot represent. */
    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("\uFFFD");
    }
}
