/** Orders of clinics' stores: webhooks of WooCommerce and Shopify become orders. */
package org.patientjourney.app.intake;
