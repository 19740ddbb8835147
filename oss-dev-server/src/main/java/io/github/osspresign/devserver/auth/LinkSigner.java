// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Signs V4 presigned URLs for this server: the link that the command line prints, and those of the status page. */
public record LinkSigner(URI endpoint, String region, String accessKeyId, String accessKeySecret) {

    /** Returns a path-style URL for the object. */
    public String sign(String method, String bucket, String key, Duration lifetime, Instant now) {
        String date = V4Date.format(now);
        CredentialScope credential = new CredentialScope(accessKeyId, date.substring(0, 8), region, "oss");
        List<Map.Entry<String, String>> query = new ArrayList<>(List.of(
                Map.entry("x-oss-credential", accessKeyId + "/" + credential.scope()),
                Map.entry("x-oss-date", date),
                Map.entry("x-oss-expires", Long.toString(lifetime.toSeconds())),
                Map.entry("x-oss-signature-version", V4UrlSignature.ALGORITHM)));
        String canonicalRequest = ReferenceSigner.canonicalRequestV4(method, bucket, key, query, Map.of(), List.of());
        String stringToSign = ReferenceSigner.stringToSignV4(date, credential.scope(), canonicalRequest);
        query.add(Map.entry(
                "x-oss-signature", ReferenceSigner.signatureV4(accessKeySecret, credential.scope(), stringToSign)));
        StringBuilder url = new StringBuilder(endpoint + ReferenceSigner.canonicalUriV4(bucket, key));
        char separator = '?';
        for (Map.Entry<String, String> parameter : query) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(ReferenceSigner.percentEncode(parameter.getValue()));
            separator = '&';
        }
        return url.toString();
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "LinkSigner[" + endpoint + ", " + accessKeyId + "]";
    }
}
