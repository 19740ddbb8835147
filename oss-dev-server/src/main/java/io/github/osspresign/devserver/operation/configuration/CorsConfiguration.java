// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CORS rules of a bucket. The first rule that matches a request applies.
 *
 * @param responseVary whether every response has the header {@code Vary: Origin}
 */
record CorsConfiguration(List<CorsRule> rules, boolean responseVary) {

    static final String SUB_RESOURCE = "cors";
    private static final String ROOT = "CORSConfiguration";
    private static final int MAX_RULES = 20;

    /** Reads the document of PutBucketCors, or throws the error of OSS. */
    static CorsConfiguration parse(byte[] document) {
        XmlElement xml = XmlBody.parse(document, ROOT);
        List<XmlElement> rules = xml.children("CORSRule");
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            throw XmlBody.malformed();
        }
        return new CorsConfiguration(
                rules.stream().map(CorsRule::read).toList(), "true".equalsIgnoreCase(xml.text("ResponseVary")));
    }

    /** Returns the rules of the bucket, or null if it has none. */
    static @Nullable CorsConfiguration of(BucketInfo bucket) {
        byte[] document = StoredDocument.of(bucket, SUB_RESOURCE);
        return document == null ? null : parse(document);
    }

    byte[] document() {
        return XmlDocument.of(ROOT, xml -> {
            rules.forEach(rule -> rule.write(xml));
            xml.element("ResponseVary", Boolean.toString(responseVary));
        });
    }
}
