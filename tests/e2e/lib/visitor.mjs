// A member in a browser of hers who says yes to one app after another: she registers once and stays signed in.
import { approve, openPage, register, withhold } from './browser.mjs';
import { Site } from './site.mjs';

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
    await withhold(this.page);
    if (!new URL(this.page.url()).pathname.endsWith('/consent')) {
      throw new Error(`not at the review but at ${this.page.url()}: ${await this.page.locator('body').innerText()}`);
    }
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

/** A second installation whose accounts are those of the tests of clients and kits alone, with a visitor there:
 * {site, visitor, smart, openid}, the last two its metadata. Made when it is first asked for. */
export async function ownPlan(world) {
  if (world.own) return world.own;
  const site = await Site.beside(`${world.dir}/clients`, world.site, 'file:mail');
  const read = async (url) => (await fetch(url)).json();
  world.own = { site, smart: await read(`${site.fhir}/.well-known/smart-configuration`),
    openid: await read(`${site.plan}/.well-known/openid-configuration`),
    visitor: await Visitor.open(world.browser, site, site.members.find((m) => m.first === 'Siobhan'), 'siobhan.apps@mail.example') };
  return world.own;
}
