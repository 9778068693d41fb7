/**
 * Customer-interaction rules: who writes, how hostile and how urgent, why, and what to do.
 *
 * <p>Start with {@link dev.rapport.RuleSet}: it decides records given as JSON or as maps, and makes
 * {@link dev.rapport.Conversation}s for hosts that keep one going. Either gives a {@link
 * dev.rapport.Decision}, which is a plain immutable value.
 *
 * <p>A {@code null} argument is a {@link NullPointerException} unless its documentation allows it,
 * and a closed object an {@link IllegalStateException}. All else that goes wrong is a {@link
 * dev.rapport.RapportException}. When the shared library cannot be loaded, the first use and every
 * later one is an {@link UnsatisfiedLinkError} that says where it was looked for.
 */
package dev.rapport;
