package io.github.osspresign.camel.presign;

import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PostForm;

/**
 * A form that was made.
 *
 * @param form the form
 * @param lifetime how long it works, and why no longer
 */
record SignedForm(PostForm form, Lifetime lifetime) {}
