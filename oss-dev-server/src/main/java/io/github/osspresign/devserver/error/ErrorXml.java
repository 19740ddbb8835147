package io.github.osspresign.devserver.error;

import io.github.osspresign.devserver.format.XmlDocument;

/** The XML body of an error response, with the elements in the order of the OSS API. */
public final class ErrorXml {

    private static final String TROUBLESHOOTING = "https://api.alibabacloud.com/troubleshoot?q=";

    private ErrorXml() {}

    public static byte[] of(OssError error, String requestId, String hostId) {
        return XmlDocument.of("Error", xml -> {
            xml.element("Code", error.code());
            xml.element("Message", error.message());
            xml.element("RequestId", requestId);
            xml.element("HostId", hostId);
            error.details().forEach(detail -> xml.element(detail.name(), detail.value()));
            if (!error.ec().isEmpty()) {
                xml.element("EC", error.ec());
                xml.element("RecommendDoc", TROUBLESHOOTING + error.ec());
            }
        });
    }
}
