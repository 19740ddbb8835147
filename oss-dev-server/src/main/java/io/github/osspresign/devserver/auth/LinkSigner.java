package io.github.osspresign.devserver.auth;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A V4 presigned URL for a first request to a new server. */
public final class LinkSigner {

    private LinkSigner() {}

    /** Returns a path-style URL that uploads the object and is valid for an hour. */
    public static String forPut(
            URI endpoint, String region, String bucket, String key, String accessKeyId, String secret, Instant now) {
        String date = V4Date.format(now);
        CredentialScope credential = new CredentialScope(accessKeyId, date.substring(0, 8), region, "oss");
        List<Map.Entry<String, String>> query = new ArrayList<>(List.of(
                Map.entry("x-oss-credential", accessKeyId + "/" + credential.scope()),
                Map.entry("x-oss-date", date),
                Map.entry("x-oss-expires", "3600"),
                Map.entry("x-oss-signature-version", V4UrlSignature.ALGORITHM)));
        String canonicalRequest = ReferenceSigner.canonicalRequestV4("PUT", bucket, key, query, Map.of(), List.of());
        String stringToSign = ReferenceSigner.stringToSignV4(date, credential.scope(), canonicalRequest);
        query.add(Map.entry("x-oss-signature", ReferenceSigner.signatureV4(secret, credential.scope(), stringToSign)));
        StringBuilder url = new StringBuilder(endpoint + "/" + bucket + "/" + key);
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
}
