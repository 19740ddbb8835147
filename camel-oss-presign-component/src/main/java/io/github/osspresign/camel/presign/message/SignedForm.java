// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PostForm;
import io.github.osspresign.sign.PostPolicy;

/**
 * Signed upload form.
 *
 * @param policy policy of the form
 * @param form form with its fields
 * @param lifetime lifetime of the form and the reason for its length
 */
public record SignedForm(PostPolicy policy, PostForm form, Lifetime lifetime) implements Signed {

    /** Returns the URL of the form with its signature as a parameter, which is no link that works. */
    @Override
    public PresignedLink link() {
        String name = form.fields().containsKey("Signature") ? "Signature" : "x-oss-signature";
        String signature =
                PercentCoding.PARAMETER.encode(String.valueOf(form.fields().get(name)));
        return PresignedLink.builder(form.action() + "?" + name + "=" + signature)
                .method(HttpMethod.POST.name())
                .expiresAt(form.expiresAt())
                .bucket(policy.bucket())
                .key(policy.key())
                .build();
    }
}
