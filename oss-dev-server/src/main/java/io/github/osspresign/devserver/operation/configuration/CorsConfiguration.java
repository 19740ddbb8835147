// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.store.BucketInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CORS rules of a bucket. The first rule that matches a request applies.
 *
 * @param responseVary whether every response has the header {@code Vary: Origin}
 */
record CorsConfiguration(List<CorsRule> rules, boolean responseVary) {

    static final String ROOT = "CORSConfiguration";

    /** Name of the bucket setting that holds the configuration as XML. */
    static final String SETTING = "cors";

    private static final int MAX_RULES = 20;

    /** Reads the XML, or throws the error of OSS. */
    static CorsConfiguration read(XmlElement xml) {
        List<XmlElement> rules = xml.children("CORSRule");
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            throw XmlBody.malformed();
        }
        return new CorsConfiguration(
                rules.stream().map(CorsRule::read).toList(), "true".equalsIgnoreCase(xml.text("ResponseVary")));
    }

    /** Returns the rules of the bucket, or null if it has none. */
    static @Nullable CorsConfiguration of(BucketInfo bucket) {
        String setting = bucket.settings().get(SETTING);
        if (setting == null) {
            return null;
        }
        XmlElement xml = XmlElement.parse(setting.getBytes(StandardCharsets.UTF_8));
        return xml == null ? null : read(xml);
    }

    /** Returns the rules of the bucket, or throws NoSuchCORSConfiguration. */
    static CorsConfiguration required(BucketInfo bucket) {
        CorsConfiguration configuration = of(bucket);
        if (configuration == null) {
            throw OssErrorCode.NO_SUCH_CORS_CONFIGURATION.error().with("BucketName", bucket.name());
        }
        return configuration;
    }

    String toSetting() {
        return new String(XmlDocument.of(ROOT, this::write), StandardCharsets.UTF_8);
    }

    void write(XmlDocument xml) {
        rules.forEach(rule -> rule.write(xml));
        xml.element("ResponseVary", Boolean.toString(responseVary));
    }
}
