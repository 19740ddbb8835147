// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.message;

import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PostForm;

/**
 * Signed upload form.
 *
 * @param form form with its fields
 * @param lifetime lifetime of the form and the reason for its length
 */
public record SignedForm(PostForm form, Lifetime lifetime) {}
