// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.explain.Explanation;
import io.github.osspresign.explain.LinkExplainer;
import io.github.osspresign.explain.LinkQuestion;
import io.github.osspresign.sign.HttpMethod;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Explains a link with the library. */
final class Explain {

    private static final Logger log = LoggerFactory.getLogger(Explain.class);

    private Explain() {}

    static Explanation explain(String text, String secret) {
        // tag::explain[]
        Explanation explanation = LinkExplainer.explain(
                LinkQuestion.of(text, Instant.now()).withMethod(HttpMethod.PUT).withAccessKeySecret(secret));
        explanation.findings().forEach(finding -> log.info("{} {}", finding.code(), finding.sentence()));
        // end::explain[]
        return explanation;
    }
}
