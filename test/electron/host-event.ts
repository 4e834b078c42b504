/** The first argument of Electron's events: parameters, and `preventDefault` where an app can stop what follows. */
export class HostEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** An event that carries `params` as its own properties. */
export const hostEvent = <P extends object>(params?: P): HostEvent & P =>
  Object.assign(new HostEvent(), params) as HostEvent & P;
