// A member in a browser of hers who says yes to one app after another: she registers once and stays signed in.
import { approve, openPage, register } from './browser.mjs';

export class Visitor {
  static async open(browser, site, member, email) {
    const visitor = new Visitor();
    Object.assign(visitor, { site, member, email, known: false, page: await openPage(browser) });
    return visitor;
  }

  /** As far as the review. */
  async arrive(url) {
    await this.page.goto(url);
    if (!this.known) await register(this.page, this.site, this.member, this.email);
    this.known = true;
  }

  /** Says yes to what `url` asks, and gives the address that the app gets her back at. */
  async allow(url) {
    await this.arrive(url);
    await approve(this.page);
    return new URL(this.page.url());
  }

  close() {
    return this.page.context().close();
  }
}
