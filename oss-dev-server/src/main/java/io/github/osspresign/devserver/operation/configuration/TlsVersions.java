// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.HashSet;
import java.util.Set;

/**
 * The TLS versions that a bucket accepts. OSS ends a connection with another version during the handshake. This server
 * knows the bucket only afterwards, and then refuses the request.
 */
public final class TlsVersions {

    private static final Set<String> KNOWN = Set.of("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final String VERSION = "TLSVersion";

    private TlsVersions() {}

    /** Removes repeated versions. Throws MalformedXML for an unknown version. */
    static void complete(XmlElement configuration) {
        XmlElement tls = configuration.child("TLS");
        if (tls == null) {
            throw XmlBody.malformed();
        }
        DocumentRules.truth(tls, "Enable");
        Set<String> versions = new HashSet<>();
        for (XmlElement version : tls.children(VERSION)) {
            if (!KNOWN.contains(version.text())) {
                throw XmlBody.malformed();
            }
            if (!versions.add(version.text())) {
                tls.remove(version);
            }
        }
        if (isEnabled(tls) && versions.isEmpty()) {
            throw XmlBody.malformed();
        }
    }

    private static boolean isEnabled(XmlElement tls) {
        return "true".equalsIgnoreCase(tls.text("Enable"));
    }

    /** Throws AccessDenied if the request came with a TLS version that the bucket does not accept. */
    public static void check(OssRequest request, BucketInfo bucket) {
        String used = request.http().client().tlsVersion();
        XmlElement configuration = used == null ? null : StoredDocument.xml(bucket, "httpsConfig");
        XmlElement tls = configuration == null ? null : configuration.child("TLS");
        if (tls != null
                && isEnabled(tls)
                && tls.children(VERSION).stream()
                        .noneMatch(version -> version.text().equals(used))) {
            throw OssErrorCode.ACCESS_DENIED.error("The bucket does not accept " + used + ".");
        }
    }
}
